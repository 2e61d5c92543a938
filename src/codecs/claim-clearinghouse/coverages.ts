// Who is covered by whom: the payer the claim goes to with its subscriber, the patient, and the payers beside it.
import {
  adjustments,
  day,
  type Field,
  leaves,
  list,
  money,
  needed,
  number,
  object,
  reference,
  type Table,
  text,
  trueAsP,
  trueAsY,
  unused,
} from './fields.js'
import { address, human, identifiers } from './parties.js'

const ofUs = 'comes from the profile of the partner'

const underSubscriber = human.map((field) => ({ ...field, to: `/coverages/0/subscriber${field.to}` }))

/** What stands around the claim in both kinds. */
export const aroundClaim: Table = [
  unused('controlNumber', 'sets are numbered when they are sent'),
  unused('submitter', ofUs),
  unused('tradingPartnerId', ofUs),
  text('tradingPartnerServiceId', '/coverages/0/payer/id', 'NM109', needed),
  text('tradingPartnerName', '/coverages/0/payer/name', 'NM103'),
  object('receiver', '', [text('organizationName', '/receiverName', 'NM103'), unused('taxId', ofUs)]),
  text('usageIndicator', '/usage', 'ISA15'),
  address('payerAddress', '/coverages/0/payer/address'),
  object(
    'subscriber',
    '',
    [
      text('memberId', '/coverages/0/memberId', 'NM109'),
      text('standardHealthId', '/coverages/0/memberId', 'NM109', { with: { memberIdQualifier: 'II' } }),
      text('paymentResponsibilityLevelCode', '/coverages/0/order', 'SBR01', needed),
      text('organizationName', '/coverages/0/subscriber/last', 'NM103', { with: { entityType: '2' } }),
      ...underSubscriber,
      text('groupNumber', '/coverages/0/group', 'SBR03'),
      text('policyNumber', '/coverages/0/group', 'SBR03'),
      text('subscriberGroupName', '/coverages/0/groupName', 'SBR04'),
      text('insuranceTypeCode', '/coverages/0/mspReason', 'SBR05'),
    ],
    needed,
  ),
  object('dependent', '', [
    ...human.map((field) => ({ ...field, to: `/patient${field.to}` })),
    text('relationshipToSubscriberCode', '/coverages/0/relationship', 'PAT01', needed),
    reference('memberId', '1W', '/patient/references'),
  ]),
]

/** What the claim says of the patient and of the payer it goes to. */
export const onCoverage: Table = [
  text('claimFilingCode', '/coverages/0/filing', 'SBR09', needed),
  reference('propertyCasualtyClaimNumber', 'Y4', '/coverages/0/subscriber/references'),
  number('patientWeight', '/patient/pounds', 'PAT08'),
]

const providerIds = (name: string, role: string, identifier: string, entityType?: '1' | '2'): Field =>
  list(name, '/providerIds', [text('entityTypeQualifier', '/entityType', 'NM102'), identifiers(identifier)], {
    with: { role, ...(entityType === undefined ? {} : { entityType }) },
  })

const outpatient: Field = object('medicareOutpatientAdjudication', '/adjudication', [
  number('reimbursementRate', '/reimbursementRate', 'MOA01'),
  money('hcpcsPayableAmount', '/hcpcsPayableCents', 'MOA02'),
  leaves('claimPaymentRemarkCode', '/remarks', 'MOA03-07'),
  money('endStageRenalDiseasePaymentAmount', '/renalDiseaseCents', 'MOA08'),
  money('nonPayableProfessionalComponentBilledAmount', '/professionalComponentCents', 'MOA09'),
])

const inpatient: Field = object('medicareInpatientAdjudication', '/adjudication/inpatient', [
  number('coveredDaysOrVisitsCount', '/coveredDays', 'MIA01', needed),
  number('lifetimePsychiatricDaysCount', '/lifetimePsychiatricDays', 'MIA03'),
  money('claimDRGAmount', '/drgCents', 'MIA04'),
  leaves('claimPaymentRemarkCode', '/remarks', 'MIA05, 20-23'),
  money('claimDisproportionateShareAmount', '/disproportionateShareCents', 'MIA06'),
  money('claimMspPassThroughAmount', '/mspPassThroughCents', 'MIA07'),
  money('claimPpsCapitalAmount', '/capitalCents', 'MIA08'),
  money('ppsCapitalFspDrgAmount', '/capitalFederalDrgCents', 'MIA09'),
  money('ppsCapitalHspDrgAmount', '/capitalHospitalDrgCents', 'MIA10'),
  money('capitalHSPDRGAmount', '/capitalHospitalDrgCents', 'MIA10'),
  money('ppsCapitalDshDrgAmount', '/capitalDisproportionateShareCents', 'MIA11'),
  money('oldCapitalAmount', '/oldCapitalCents', 'MIA12'),
  money('ppsCapitalImeAmount', '/capitalTeachingCents', 'MIA13'),
  money('ppsOperatingHospitalSpecificDrgAmount', '/operatingHospitalDrgCents', 'MIA14'),
  number('costReportDayCount', '/costReportDays', 'MIA15'),
  money('ppsOperatingFederalSpecificDrgAmount', '/operatingFederalDrgCents', 'MIA16'),
  // The published name has two letters m.
  money('claimPpsCapitalOutlierAmmount', '/capitalOutlierCents', 'MIA17'),
  money('claimIndirectTeachingAmount', '/indirectTeachingCents', 'MIA18'),
  money('nonPayableProfessionalComponentBilledAmount', '/professionalComponentCents', 'MIA19'),
  money('capitalExceptionAmount', '/capitalExceptionCents', 'MIA24'),
])

const otherPayer: Field = object(
  'otherPayerName',
  '',
  [
    text('otherPayerOrganizationName', '/payer/name', 'NM103', needed),
    text('otherPayerIdentifier', '/payer/id', 'NM109', needed),
    text('otherPayerIdentifierTypeCode', '/payer/idQualifier', 'NM108'),
    address('otherPayerAddress', '/payer/address'),
    day('otherPayerAdjudicationOrPaymentDate', '/adjudication/paidOn', 'DTP*573'),
    text('otherPayerClaimControlNumber', '/adjudication/payerClaimNumber', 'REF*F8'),
    text('otherPayerPriorAuthorizationNumber', '/authorization', 'REF*G1'),
    text('otherPayerPriorAuthorizationOrReferralNumber', '/referral', 'REF*9F'),
    trueAsY('otherPayerClaimAdjustmentIndicator', '/claimAdjustmentIndicator', 'REF*T4'),
    identifiers('otherPayerSecondaryIdentifier', '/payer/references'),
  ],
  needed,
)

const otherSubscriber: Field = object(
  'otherSubscriberName',
  '',
  [
    text('otherInsuredQualifier', '/subscriber/entityType', 'NM102'),
    text('otherInsuredLastName', '/subscriber/last', 'NM103', needed),
    text('otherInsuredFirstName', '/subscriber/first', 'NM104'),
    text('otherInsuredMiddleName', '/subscriber/middle', 'NM105'),
    text('otherInsuredSuffix', '/subscriber/suffix', 'NM107'),
    text('otherInsuredNameSuffix', '/subscriber/suffix', 'NM107'),
    text('otherInsuredIdentifierTypeCode', '/memberIdQualifier', 'NM108'),
    text('otherInsuredIdentifier', '/memberId', 'NM109', needed),
    reference('otherInsuredAdditionalIdentifier', 'SY', '/subscriber/references'),
    address('otherInsuredAddress', '/subscriber/address'),
    address('address', '/subscriber/address'),
  ],
  needed,
)

const otherCoverage: Table = [
  text('paymentResponsibilityLevelCode', '/order', 'SBR01', needed),
  text('individualRelationshipCode', '/relationship', 'SBR02', needed),
  text('claimFilingIndicatorCode', '/filing', 'SBR09', needed),
  text('otherInsuredGroupName', '/groupName', 'SBR04'),
  text('benefitsAssignmentCertificationIndicator', '/benefitsAssigned', 'OI03', needed),
  text('releaseOfInformationCode', '/release', 'OI06', needed),
  money('payerPaidAmount', '/adjudication/paidCents', 'AMT*D'),
  money('nonCoveredChargeAmount', '/adjudication/nonCoveredCents', 'AMT*A8'),
  money('remainingPatientLiability', '/adjudication/remainingPatientCents', 'AMT*EAF'),
  outpatient,
  otherPayer,
  otherSubscriber,
]

export const professionalOthers: Field = list('otherSubscriberInformation', '/coverages', [
  ...otherCoverage,
  text('insuranceGroupOrPolicyNumber', '/group', 'SBR03'),
  text('insuranceTypeCode', '/mspReason', 'SBR05'),
  trueAsP('patientSignatureGeneratedForPatient', '/patientSignatureSource', 'OI04'),
  adjustments('claimLevelAdjustments', '/adjudication/adjustments', 'adjustmentDetails'),
  providerIds('otherPayerReferringProvider', 'referring', 'otherPayerReferringProviderIdentifier', '1'),
  providerIds('otherPayerRenderingProvider', 'rendering', 'otherPayerRenderingProviderSecondaryIdentifier'),
  providerIds('otherPayerServiceFacilityLocation', 'serviceFacility', 'otherPayerServiceFacilityLocationSecondaryIdentifier', '2'),
  providerIds('otherPayerSupervisingProvider', 'supervising', 'otherPayerSupervisingProviderIdentifier', '1'),
  providerIds('otherPayerBillingProvider', 'billing', 'otherPayerBillingProviderIdentifier', '2'),
])

export const institutionalOthers: Field = list('otherSubscriberInformation', '/coverages', [
  ...otherCoverage,
  text('groupNumber', '/group', 'SBR03'),
  text('policyNumber', '/group', 'SBR03'),
  adjustments('claimLevelAdjustments', '/adjudication/adjustments', 'claimAdjustmentDetails'),
  inpatient,
  providerIds('otherPayerAttendingProvider', 'attending', 'otherPayerAttendingProviderIdentifier', '1'),
  providerIds('otherPayerOperatingPhysician', 'operating', 'otherPayerOperatingPhysicianIdentifier', '1'),
  providerIds('otherPayerOtherOperatingPhysician', 'otherOperating', 'otherPayerOtherOperatingPhysicianIdentifier', '1'),
  providerIds('otherPayerServiceFacilityLocation', 'serviceFacility', 'otherPayerServiceFacilityLocationIdentifier', '2'),
  providerIds('otherPayerRenderingProvider', 'rendering', 'otherPayerRenderingProviderIdentifier', '1'),
  providerIds('otherPayerReferringProvider', 'referring', 'otherPayerReferringProviderIdentifier', '1'),
  providerIds('otherPayerBillingProvider', 'billing', 'otherPayerBillingProviderIdentifier', '2'),
])
