// An institutional claim in the JSON of clearinghouses, field by field.
import { aroundClaim, institutionalOthers, onCoverage } from './coverages.js'
import { commonSupplements, contract, epsdtReferral, institutionalPricing } from './details.js'
import {
  code,
  day,
  type Field,
  leaves,
  list,
  moment,
  money,
  needed,
  number,
  object,
  reference,
  type Table,
  text,
  unused,
} from './fields.js'
import { institutionalLine } from './institutional-line.js'
import { address, fixedFormat, institutionalFacility, institutionalProviders } from './parties.js'

const notesOf = (name: string, word: string): Field => leaves(name, '/notes/-/text', `NTE*${word}`, 'text', { with: { code: word } })

const notes: Table = [
  notesOf('allergies', 'ALG'),
  notesOf('goalRehabOrDischargePlans', 'DCP'),
  notesOf('diagnosisDescription', 'DGN'),
  notesOf('dme', 'DME'),
  notesOf('medications', 'MED'),
  notesOf('nutritionalRequirments', 'NTR'),
  notesOf('ordersForDiscipLinesAndTreatments', 'ODT'),
  notesOf('functionalLimitsOrReasonHomebound', 'RHB'),
  notesOf('reasonsPatientLeavesHome', 'RLH'),
  notesOf('timesAndReasonsPatientNotAtHome', 'RNH'),
  notesOf('unusualHomeOrSocialEnv', 'SET'),
  notesOf('safetyMeasures', 'SFM'),
  notesOf('supplementalPlanOfTreatment', 'SPT'),
  notesOf('updatedInformation', 'UPI'),
]

const supplements: Table = [
  ...commonSupplements,
  text('medicalRecordNumber', '/medicalRecord', 'REF*EA'),
  text('claimNumber', '/intermediaryNumber', 'REF*D9'),
  text('autoAccidentState', '/accidentState', 'REF*LU'),
  reference('repricedClaimNumber', '9A'),
  reference('adjustedRepricedClaimRefNumber', '9C'),
  reference('investigationalDeviceExemptionNumber', 'LX'),
  reference('demoProjectIdentifier', 'P4'),
  reference('peerReviewAuthorizationNumber', 'G4'),
  reference('serviceAuthorizationExceptionCode', '4N'),
]

const diagnosis = (codeName: string): Table => [text('qualifierCode', '/qualifier', 'HI', needed), code(codeName, '/code', 'HI', needed)]
const diagnosisOfStay = (codeName: string): Table => [
  ...diagnosis(codeName),
  text('presentOnAdmissionIndicator', '/presentOnAdmission', 'HI-9'),
]
const procedureOfStay = (codeName: string, dayName: string): Table => [...diagnosis(codeName), day(dayName, '/on', 'HI-4')]

const claim: Table = [
  ...onCoverage,
  text('patientControlNumber', '/patientControlNumber', 'CLM01', needed),
  money('claimChargeAmount', '/chargeCents', 'CLM02', needed),
  text('placeOfServiceCode', '/facilityType', 'CLM05-1', needed),
  text('claimFrequencyCode', '/frequency', 'CLM05-3', needed),
  text('planParticipationCode', '/assignment', 'CLM07', needed),
  text('benefitsAssignmentCertificationIndicator', '/benefitsAssigned', 'CLM08', needed),
  text('releaseInformationCode', '/release', 'CLM09', needed),
  unused('signatureIndicator', 'the guide has no place for it'),
  text('delayReasonCode', '/delayReason', 'CLM20'),
  object(
    'claimDateInformation',
    '',
    [
      day('statementBeginDate', '/statement/from', 'DTP*434', needed),
      day('statementEndDate', '/statement/to', 'DTP*434', needed),
      moment('admissionDateAndHour', '/admission', 'DTP*435'),
      text('dischargeHour', '/dischargeHour', 'DTP*096'),
      day('repricerReceivedDate', '/dates/repricerReceived', 'DTP*050'),
    ],
    needed,
  ),
  object(
    'claimCodeInformation',
    '',
    [
      text('admissionTypeCode', '/admissionType', 'CL101', needed),
      text('admissionSourceCode', '/admissionSource', 'CL102'),
      text('patientStatusCode', '/patientStatus', 'CL103', needed),
    ],
    needed,
  ),
  object('claimSupplementalInformation', '', supplements),
  contract('claimContractInformation'),
  money('patientEstimatedAmountDue', '/estimatedPatientCents', 'AMT*F3'),
  fixedFormat,
  object('claimNotes', '', notes),
  text('billingNote', '/notes/-/text', 'NTE*ADD', { with: { code: 'ADD' } }),
  epsdtReferral,
  object('principalDiagnosis', '/diagnoses/0', diagnosisOfStay('principalDiagnosisCode'), needed),
  object('admittingDiagnosis', '/admittingDiagnosis', diagnosis('admittingDiagnosisCode')),
  list('patientReasonForVisits', '/reasonsForVisit', diagnosis('patientReasonForVisitCode')),
  list('externalCauseOfInjuries', '/externalCauses', diagnosisOfStay('externalCauseOfInjury')),
  object('diagnosisRelatedGroupInformation', '', [text('drugRelatedGroupCode', '/drg', 'HI*DR', needed)]),
  list('otherDiagnosisInformationList', '/diagnoses', diagnosisOfStay('otherDiagnosisCode')),
  object('principalProcedureInformation', '/principalProcedure', procedureOfStay('principalProcedureCode', 'principalProcedureDate')),
  list('otherProcedureInformationList', '/otherProcedures', procedureOfStay('otherProcedureCode', 'otherProcedureDate')),
  list('occurrenceSpanInformations', '/occurrenceSpans', [
    text('occurrenceSpanCode', '/code', 'HI*BI', needed),
    day('occurrenceSpanCodeStartDate', '/from', 'HI*BI', needed),
    day('occurrenceSpanCodeEndDate', '/to', 'HI*BI', needed),
  ]),
  list('occurrenceInformationList', '/occurrences', [
    text('occurrenceSpanCode', '/code', 'HI*BH', needed),
    day('occurrenceSpanCodeDate', '/on', 'HI*BH', needed),
  ]),
  list('valueInformationList', '/values', [
    text('valueCode', '/code', 'HI*BE', needed),
    number('valueCodeAmount', '/amount', 'HI*BE', needed),
  ]),
  list('conditionCodesList', '', [text('conditionCode', '/conditionCodes/-', 'HI*BG', needed)]),
  leaves('treatmentCodeInformationList', '/treatmentCodes', 'HI*TC'),
  institutionalPricing('claimPricingInformation'),
  institutionalFacility,
  institutionalOthers,
  list('serviceLines', '/lines', institutionalLine, needed),
]

const payTo: Table = [
  address('payToAddress', '/billing/payTo'),
  object('billingPayToAddressName', '', [
    address('address', '/billing/payTo'),
    unused('entityTypeQualifier', 'it is that of the billing provider'),
  ]),
  object('billingPayToPlanName', '/billing/payToPlan', [
    text('organizationName', '/name', 'NM103', needed),
    text('identificationCodeQualifier', '/idQualifier', 'NM108'),
    text('identificationCode', '/id', 'NM109', needed),
    text('taxId', '/taxId', 'REF*EI', needed),
    address('address', '/address'),
    text('payerIdentificationNumber', '/reference/value', 'REF*2U', { with: { qualifier: '2U' } }),
    text('claimOfficeNumber', '/reference/value', 'REF*FY', { with: { qualifier: 'FY' } }),
    text('naic', '/reference/value', 'REF*NF', { with: { qualifier: 'NF' } }),
  ]),
]

export const institutionalTable: Table = [
  ...aroundClaim,
  ...institutionalProviders,
  ...payTo,
  object('claimInformation', '', claim, needed),
]
