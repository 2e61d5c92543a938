// A professional claim in the JSON of clearinghouses, field by field.
import { aroundClaim, onCoverage, professionalOthers } from './coverages.js'
import { ambulance, commonSupplements, contract, epsdtReferral, professionalPricing } from './details.js'
import { code, day, leaves, list, money, needed, object, onlyTrue, reference, type Table, text, trueAsP, yes, yesNo } from './fields.js'
import { address, fixedFormat, professionalFacility, professionalProviders } from './parties.js'
import { professionalLine } from './professional-line.js'

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
  ...commonSupplements,
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
  list('serviceLines', '/lines', professionalLine, needed),
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
