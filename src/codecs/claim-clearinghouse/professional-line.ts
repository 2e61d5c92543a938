// A service line of a professional claim in the JSON of clearinghouses, field by field.
import { ambulance, contract, drug, lineAdjudication, professionalPricing, report } from './details.js'
import { day, leaves, list, money, needed, number, object, reference, type Table, text, truth, unused, yes, yesNo, zero } from './fields.js'
import { fixedFormat, professionalFacility, professionalLineProviders } from './parties.js'

const service: Table = [
  text('procedureIdentifier', '/procedure/qualifier', 'SV101-1', needed),
  text('procedureCode', '/procedure/code', 'SV101-2', needed),
  leaves('procedureModifiers', '/procedure/modifiers', 'SV101-3 to 6'),
  text('description', '/procedure/description', 'SV101-7'),
  money('lineItemChargeAmount', '/chargeCents', 'SV102', needed),
  text('measurementUnit', '/unit', 'SV103', needed),
  number('serviceUnitCount', '/units', 'SV104', needed),
  text('placeOfServiceCode', '/placeOfService', 'SV105'),
  object('compositeDiagnosisCodePointers', '', [leaves('diagnosisCodePointers', '/diagnosisPointers', 'SV107', 'place', needed)], needed),
  yes('emergencyIndicator', '/emergency', 'SV109'),
  yes('epsdtIndicator', '/epsdt', 'SV111'),
  yes('familyPlanningIndicator', '/familyPlanning', 'SV112'),
  zero('copayStatusCode', '/copayExempt', 'SV115'),
]

const lineDates: Table = [
  day('prescriptionDate', '/prescription', 'DTP*471'),
  day('certificationRevisionOrRecertificationDate', '/recertification', 'DTP*607'),
  day('beginTherapyDate', '/therapyBegin', 'DTP*463'),
  day('lastCertificationDate', '/lastCertification', 'DTP*461'),
  day('treatmentOrTherapyDate', '/lastSeen', 'DTP*304'),
  day('hemoglobinTestDate', '/hemoglobinTest', 'DTP*738'),
  day('serumCreatineTestDate', '/creatinineTest', 'DTP*739'),
  day('shippedDate', '/shipped', 'DTP*011'),
  day('lastXRayDate', '/lastXray', 'DTP*455'),
  day('initialTreatmentDate', '/initialTreatment', 'DTP*454'),
]

const lineReferences: Table = [
  reference('repricedLineItemReferenceNumber', '9B'),
  reference('adjustedRepricedLineItemReferenceNumber', '9D'),
  list(
    'priorAuthorization',
    '/payerReferences',
    [text('priorAuthorizationOrReferralNumber', '/value', 'REF02', needed), text('otherPayerPrimaryIdentifier', '/payerId', 'REF04-2')],
    { with: { qualifier: 'G1' } },
  ),
  leaves('referralNumber', '/payerReferences/-/value', 'REF*9F', 'text', { with: { qualifier: '9F' } }),
  text('clinicalLaboratoryImprovementAmendmentNumber', '/clia', 'REF*X4'),
  reference('mammographyCertificationNumber', 'EW'),
  reference('referringCliaNumber', 'F4'),
  reference('immunizationBatchNumber', 'BT'),
]

const equipment: Table = [
  object('durableMedicalEquipmentService', '/equipment', [
    number('days', '/days', 'SV503', needed),
    money('rentalPrice', '/rentalCents', 'SV504', needed),
    money('purchasePrice', '/purchaseCents', 'SV505', needed),
    text('frequencyCode', '/rentalUnit', 'SV506', needed),
  ]),
  object(
    'durableMedicalEquipmentCertificateOfMedicalNecessity',
    '/attachments/-',
    [text('attachmentTransmissionCode', '/how', 'PWK02', needed)],
    {
      with: { type: 'CT' },
    },
  ),
  object('durableMedicalEquipmentCertification', '/equipmentNeed', [
    text('certificationTypeCode', '/type', 'CR301', needed),
    number('durableMedicalEquipmentDurationInMonths', '/months', 'CR303', needed),
  ]),
  object(
    'conditionIndicatorDurableMedicalEquipment',
    '/conditions/-',
    [
      yesNo('certificationConditionIndicator', '/applies', 'CRC02', needed),
      text('conditionIndicator', '/codes/-', 'CRC03', needed),
      text('conditionIndicatorCode', '/codes/-', 'CRC04'),
    ],
    { with: { category: '09' } },
  ),
]

const forms = list('formIdentification', '/forms', [
  text('formTypeCode', '/list', 'LQ01', needed),
  text('formIdentifier', '/form', 'LQ02', needed),
  list('supportingDocumentation', '/answers', [
    text('questionNumber', '/question', 'FRM01', needed),
    text('questionResponseCode', '/yesNo', 'FRM02'),
    text('questionResponse', '/text', 'FRM03'),
    day('questionResponseAsDate', '/day', 'FRM04'),
    number('questionResponseAsPercent', '/percent', 'FRM05'),
  ]),
])

export const professionalLine: Table = [
  unused('assignedNumber', 'lines are numbered in their order'),
  day('serviceDate', '/from', 'DTP*472', needed),
  day('serviceDateEnd', '/to', 'DTP*472'),
  text('providerControlNumber', '/control', 'REF*6R'),
  object('professionalService', '', service, needed),
  ...equipment,
  list('serviceLineSupplementalInformation', '/attachments', report),
  ...ambulance,
  truth('hospiceEmployeeIndicator', '/conditions/-/applies', 'CRC*70', { with: { category: '70', codes: ['65'] } }),
  object('serviceLineDateInformation', '/dates', lineDates),
  number('ambulancePatientCount', '/patientCount', 'QTY*PT'),
  number('obstetricAnesthesiaAdditionalUnits', '/obstetricUnits', 'QTY*FL'),
  list('testResults', '/measurements', [
    text('measurementReferenceIdentificationCode', '/reference', 'MEA01', needed),
    text('measurementQualifier', '/qualifier', 'MEA02', needed),
    number('testResults', '/value', 'MEA03', needed),
  ]),
  contract('contractInformation'),
  object('serviceLineReferenceInformation', '', lineReferences),
  money('salesTaxAmount', '/salesTaxCents', 'AMT*T'),
  money('postageTaxAmount', '/postageCents', 'AMT*F4'),
  fixedFormat,
  text('additionalNotes', '/note', 'NTE*ADD'),
  text('goalRehabOrDischargePlans', '/goals', 'NTE*DCP'),
  text('thirdPartyOrganizationNotes', '/thirdPartyNote', 'NTE*TPO'),
  object('purchasedServiceInformation', '/purchase', [
    text('purchasedServiceProviderIdentifier', '/providerId', 'PS101', needed),
    money('purchasedServiceChargeAmount', '/chargeCents', 'PS102', needed),
  ]),
  professionalPricing('linePricingRepricingInformation'),
  drug,
  ...professionalLineProviders,
  professionalFacility,
  lineAdjudication('serviceIdQualifier', 'claimAdjustmentInformation', 'adjustmentDetails'),
  forms,
]
