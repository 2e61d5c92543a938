// A professional claim in the JSON of clearinghouses, field by field.
import { ambulance, contract, drug, epsdtReferral, lineAdjudication, professionalPricing, report } from './details.js'
import { aroundClaim, onCoverage, professionalOthers } from './coverages.js'
import {
  code,
  day,
  leaves,
  list,
  money,
  needed,
  number,
  object,
  onlyTrue,
  reference,
  type Table,
  text,
  trueAsP,
  truth,
  unused,
  yes,
  yesNo,
  zero,
} from './fields.js'
import { address, fixedFormat, professionalFacility, professionalLineProviders, professionalProviders } from './parties.js'

const noteOf = (name: string, word: string) => text(name, '/notes/-/text', `NTE*${word}`, { with: { code: word } })

const claimDates: Table = [
  day('symptomDate', '/onset', 'DTP*431'),
  day('initialTreatmentDate', '/initialTreatment', 'DTP*454'),
  day('lastSeenDate', '/lastSeen', 'DTP*304'),
  day('acuteManifestationDate', '/acute', 'DTP*453'),
  day('accidentDate', '/accident', 'DTP*439'),
  day('lastMenstrualPeriodDate', '/lastMenstrualPeriod', 'DTP*484'),
  day('lastXRayDate', '/lastXray', 'DTP*455'),
  day('hearingAndVisionPrescriptionDate', '/visionPrescription', 'DTP*471'),
  day('disabilityBeginDate', '/disabilityFrom', 'DTP*360, 314'),
  day('disabilityEndDate', '/disabilityTo', 'DTP*361, 314'),
  day('lastWorkedDate', '/lastWorked', 'DTP*297'),
  day('authorizedReturnToWorkDate', '/returnToWork', 'DTP*296'),
  day('admissionDate', '/admission', 'DTP*435'),
  day('dischargeDate', '/discharge', 'DTP*096'),
  day('assumedAndRelinquishedCareBeginDate', '/assumedCare', 'DTP*090'),
  day('assumedAndRelinquishedCareEndDate', '/relinquishedCare', 'DTP*091'),
  day('firstContactDate', '/firstContact', 'DTP*444'),
  day('repricerReceivedDate', '/repricerReceived', 'DTP*050'),
]

const supplements: Table = [
  object('reportInformation', '/attachments/-', report),
  list('reportInformations', '/attachments', report),
  text('priorAuthorizationNumber', '/authorization', 'REF*G1'),
  text('referralNumber', '/referral', 'REF*9F'),
  text('claimControlNumber', '/originalPayerClaimNumber', 'REF*F8'),
  text('cliaNumber', '/clia', 'REF*X4'),
  text('medicalRecordNumber', '/medicalRecord', 'REF*EA'),
  text('claimNumber', '/intermediaryNumber', 'REF*D9'),
  reference('repricedClaimNumber', '9A'),
  reference('adjustedRepricedClaimNumber', '9C'),
  reference('investigationalDeviceExemptionNumber', 'LX'),
  reference('mammographyCertificationNumber', 'EW'),
  reference('demoProjectIdentifier', 'P4'),
  reference('carePlanOversightNumber', '1J'),
  reference('medicareCrossoverReferenceId', 'F5'),
  reference('serviceAuthorizationExceptionCode', '4N'),
]

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

const line: Table = [
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

const claim: Table = [
  ...onCoverage,
  text('patientControlNumber', '/patientControlNumber', 'CLM01', needed),
  money('claimChargeAmount', '/chargeCents', 'CLM02', needed),
  text('placeOfServiceCode', '/placeOfService', 'CLM05-1', needed),
  text('claimFrequencyCode', '/frequency', 'CLM05-3', needed),
  yesNo('signatureIndicator', '/signatureOnFile', 'CLM06', needed),
  text('planParticipationCode', '/assignment', 'CLM07', needed),
  text('benefitsAssignmentCertificationIndicator', '/benefitsAssigned', 'CLM08', needed),
  text('releaseInformationCode', '/release', 'CLM09', needed),
  trueAsP('patientSignatureSourceCode', '/patientSignatureSource', 'CLM10'),
  leaves('relatedCausesCode', '/accident/causes', 'CLM11-1, 2'),
  text('autoAccidentStateCode', '/accident/state', 'CLM11-4'),
  text('autoAccidentCountryCode', '/accident/country', 'CLM11-5'),
  text('specialProgramCode', '/specialProgram', 'CLM12'),
  text('delayReasonCode', '/delayReason', 'CLM20'),
  day('deathDate', '/patient/diedOn', 'PAT06'),
  yes('pregnancyIndicator', '/patient/pregnant', 'PAT09'),
  object('claimDateInformation', '/dates', claimDates),
  object('claimSupplementalInformation', '', supplements),
  contract('claimContractInformation'),
  money('patientAmountPaid', '/patientPaidCents', 'AMT*F5'),
  fixedFormat,
  leaves('fileInformationList', '/fixedFormat', 'K301'),
  object('claimNote', '', [
    noteOf('additionalInformation', 'ADD'),
    noteOf('certificationNarrative', 'CER'),
    noteOf('goalRehabOrDischargePlans', 'DCP'),
    noteOf('diagnosisDescription', 'DGN'),
    noteOf('thirdPartOrgNotes', 'TPO'),
  ]),
  ...ambulance,
  object('spinalManipulationServiceInformation', '/spinalManipulation', [
    text('patientConditionCode', '/condition', 'CR208', needed),
    text('patientConditionDescription1', '/description', 'CR210'),
    text('patientConditionDescription2', '/moreDescription', 'CR211'),
  ]),
  list('patientConditionInformationVision', '/conditions', [
    text('codeCategory', '/category', 'CRC01', needed),
    yesNo('certificationConditionIndicator', '/applies', 'CRC02', needed),
    leaves('conditionCodes', '/codes', 'CRC03-07', 'text', needed),
  ]),
  onlyTrue('homeboundIndicator', '/conditions/-/applies', 'CRC*75', { with: { category: '75', codes: ['IH'] } }),
  epsdtReferral,
  list(
    'healthCareCodeInformation',
    '/diagnoses',
    [text('diagnosisTypeCode', '/qualifier', 'HI', needed), code('diagnosisCode', '/code', 'HI', needed)],
    needed,
  ),
  leaves('anesthesiaRelatedSurgicalProcedure', '/anesthesiaFor', 'HI*BP, BO'),
  list('conditionInformation', '', [leaves('conditionCodes', '/conditionCodes', 'HI*BG', 'text', needed)]),
  professionalPricing('claimPricingRepricingInformation'),
  professionalFacility,
  professionalOthers,
  list('serviceLines', '/lines', line, needed),
]

const payToPlan = object('payToPlan', '/billing/payToPlan', [
  text('organizationName', '/name', 'NM103', needed),
  text('primaryIdentifierTypeCode', '/idQualifier', 'NM108'),
  text('primaryIdentifier', '/id', 'NM109', needed),
  text('taxIdentificationNumber', '/taxId', 'REF*EI', needed),
  address('address', '/address'),
  text('secondaryIdentifierTypeCode', '/reference/qualifier', 'REF01'),
  text('secondaryIdentifier', '/reference/value', 'REF02'),
])

export const professionalTable: Table = [
  ...aroundClaim,
  ...professionalProviders,
  address('payToAddress', '/billing/payTo'),
  payToPlan,
  object('claimInformation', '', claim, needed),
]
