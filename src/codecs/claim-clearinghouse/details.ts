// Parts that claims or lines of both kinds, or claims and their lines, describe alike.
import { adjustments, day, type Field, leaves, list, money, needed, number, object, type Table, text, yesNo } from './fields.js'
import { address } from './parties.js'

export const report: Table = [
  text('attachmentReportTypeCode', '/type', 'PWK01', needed),
  text('attachmentTransmissionCode', '/how', 'PWK02', needed),
  text('attachmentControlNumber', '/control', 'PWK06'),
]

export const contract = (name: string): Field =>
  object(name, '/contract', [
    text('contractTypeCode', '/type', 'CN101', needed),
    money('contractAmount', '/amountCents', 'CN102'),
    number('contractPercentage', '/percent', 'CN103'),
    text('contractCode', '/code', 'CN104'),
    number('termsDiscountPercentage', '/discountPercent', 'CN105'),
    text('contractVersionIdentifier', '/version', 'CN106'),
  ])

const pricing: Table = [
  text('pricingMethodologyCode', '/method', 'HCP01', needed),
  money('repricedAllowedAmount', '/allowedCents', 'HCP02', needed),
  money('repricedSavingAmount', '/savingsCents', 'HCP03'),
  text('rejectReasonCode', '/rejectReason', 'HCP13'),
  text('policyComplianceCode', '/compliance', 'HCP14'),
  text('exceptionCode', '/exception', 'HCP15'),
]

export const professionalPricing = (name: string): Field =>
  object(name, '/repricing', [
    ...pricing,
    text('repricingOrganizationIdentifier', '/organization', 'HCP04'),
    number('repricingPerDiemOrFlatRateAmount', '/rate', 'HCP05'),
    text('repricedApprovedAmbulatoryPatientGroupCode', '/approvedGroup', 'HCP06'),
    money('repricedApprovedAmbulatoryPatientGroupAmount', '/approvedCents', 'HCP07'),
  ])

const institutionalPricingFields: Table = [
  ...pricing,
  text('repricedOrgIdentifier', '/organization', 'HCP04'),
  number('repricedPerDiem', '/rate', 'HCP05'),
  text('repricedApprovedDRGCode', '/approvedGroup', 'HCP06'),
  money('repricedApprovedAmount', '/approvedCents', 'HCP07'),
  text('repricedApprovedRevenueCode', '/approvedRevenueCode', 'HCP08'),
  text('repricedApprovedServiceUnitCode', '/approvedUnits/unit', 'HCP11'),
  number('repricedApprovedServiceUnitCount', '/approvedUnits/units', 'HCP12'),
]
export const institutionalPricing = (name: string): Field => object(name, '/repricing', institutionalPricingFields)
export const institutionalLinePricing = (name: string): Field =>
  object(name, '/repricing', [
    ...institutionalPricingFields,
    text('productOrServiceIDQualifier', '/approvedProcedure/qualifier', 'HCP09'),
    text('repricedApprovedHCPCSCode', '/approvedProcedure/code', 'HCP10'),
  ])

export const epsdtReferral: Field = object(
  'epsdtReferral',
  '/conditions/-',
  [
    yesNo('certificationConditionCodeAppliesIndicator', '/applies', 'CRC02', needed),
    leaves('conditionCodes', '/codes', 'CRC03-05', 'text', needed),
  ],
  { with: { category: 'ZZ' } },
)

export const ambulance: Table = [
  object('ambulanceTransportInformation', '/transport', [
    number('patientWeightInPounds', '/pounds', 'CR102'),
    text('ambulanceTransportReasonCode', '/reason', 'CR104', needed),
    number('transportDistanceInMiles', '/miles', 'CR106', needed),
    text('roundTripPurposeDescription', '/roundTripPurpose', 'CR109'),
    text('stretcherPurposeDescription', '/stretcherPurpose', 'CR110'),
  ]),
  list(
    'ambulanceCertification',
    '/conditions',
    [yesNo('certificationConditionIndicator', '/applies', 'CRC02', needed), leaves('conditionCodes', '/codes', 'CRC03-07', 'text', needed)],
    { with: { category: '07' } },
  ),
  address('ambulancePickUpLocation', '/pickUp'),
  address('ambulanceDropOffLocation', '/dropOff/address'),
]

export const drug: Field = object('drugIdentification', '/drug', [
  text('serviceIdQualifier', '/qualifier', 'LIN02'),
  text('nationalDrugCode', '/ndc', 'LIN03', needed),
  number('nationalDrugUnitCount', '/quantity', 'CTP04', needed),
  text('measurementUnitCode', '/unit', 'CTP05', needed),
  text('pharmacyPrescriptionNumber', '/prescription', 'REF*XZ'),
  text('linkSequenceNumber', '/linkNumber', 'REF*VY'),
])

/** What an earlier payer decided on a line. */
export const lineAdjudication = (qualifier: string, adjustmentList: string, details: string, more: Table = []): Field =>
  list('lineAdjudicationInformation', '/adjudications', [
    text('otherPayerPrimaryIdentifier', '/payerId', 'SVD01', needed),
    money('serviceLinePaidAmount', '/paidCents', 'SVD02', needed),
    text(qualifier, '/procedure/qualifier', 'SVD03-1'),
    text('procedureCode', '/procedure/code', 'SVD03-2'),
    leaves('procedureModifier', '/procedure/modifiers', 'SVD03-3 to 6'),
    text('procedureCodeDescription', '/procedure/description', 'SVD03-7'),
    number('paidServiceUnitCount', '/units', 'SVD05', needed),
    text('bundledOrUnbundledLineNumber', '/bundledInto', 'SVD06'),
    text('bundledLineNumber', '/bundledInto', 'SVD06'),
    adjustments(adjustmentList, '/adjustments', details),
    day('adjudicationOrPaymentDate', '/paidOn', 'DTP*573', needed),
    money('remainingPatientLiability', '/remainingPatientCents', 'AMT*EAF'),
    ...more,
  ])

/** What goes with a claim of either kind, as the first of its supplements. */
export const commonSupplements: Table = [
  object('reportInformation', '/attachments/-', report),
  list('reportInformations', '/attachments', report),
  text('priorAuthorizationNumber', '/authorization', 'REF*G1'),
  text('referralNumber', '/referral', 'REF*9F'),
  text('claimControlNumber', '/originalPayerClaimNumber', 'REF*F8'),
]
