// An institutional claim in the JSON of clearinghouses, field by field.
import { contract, drug, epsdtReferral, institutionalLinePricing, institutionalPricing, lineAdjudication, report } from './details.js'
import { aroundClaim, institutionalOthers, onCoverage } from './coverages.js'
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
import { address, fixedFormat, institutionalFacility, institutionalLineProviders, institutionalProviders } from './parties.js'

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
  object('reportInformation', '/attachments/-', report),
  list('reportInformations', '/attachments', report),
  text('priorAuthorizationNumber', '/authorization', 'REF*G1'),
  text('referralNumber', '/referral', 'REF*9F'),
  text('claimControlNumber', '/originalPayerClaimNumber', 'REF*F8'),
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

const service: Table = [
  text('serviceLineRevenueCode', '/revenueCode', 'SV201', needed),
  text('procedureIdentifier', '/procedure/qualifier', 'SV202-1'),
  text('procedureCode', '/procedure/code', 'SV202-2'),
  leaves('procedureModifiers', '/procedure/modifiers', 'SV202-3 to 6'),
  text('description', '/procedure/description', 'SV202-7'),
  money('lineItemChargeAmount', '/chargeCents', 'SV203', needed),
  text('measurementUnit', '/unit', 'SV204', needed),
  number('serviceUnitCount', '/units', 'SV205', needed),
  money('nonCoveredChargeAmount', '/nonCoveredCents', 'SV207'),
]

const line: Table = [
  unused('assignedNumber', 'lines are numbered in their order'),
  object('institutionalService', '', service, needed),
  day('serviceDate', '/from', 'DTP*472'),
  day('serviceDateEnd', '/to', 'DTP*472'),
  object('serviceLineDateInformation', '', [
    day('serviceDate', '/from', 'DTP*472'),
    day('beginServiceDate', '/from', 'DTP*472'),
    day('endServiceDate', '/to', 'DTP*472'),
    unused('validDateInformation', 'a mark of the sender'),
  ]),
  text('lineItemControlNumber', '/control', 'REF*6R'),
  object('serviceLineReferenceInformation', '', [
    text('providerControlNumber', '/control', 'REF*6R'),
    reference('repricedLineItemRefNumber', '9B'),
    reference('adjustedRepricedLineItemRefNumber', '9D'),
  ]),
  reference('repricedLineItemReferenceNumber', '9B'),
  reference('adjustedRepricedLineItemReferenceNumber', '9D'),
  object('serviceLineSupplementalInformation', '/attachments/-', report),
  list('serviceLineSupplementalInformations', '/attachments', report),
  money('serviceTaxAmount', '/serviceTaxCents', 'AMT*GT'),
  money('facilityTaxAmount', '/facilityTaxCents', 'AMT*N8'),
  text('thirdPartyOrganizationNotes', '/thirdPartyNote', 'NTE*TPO'),
  institutionalLinePricing('lineRepricingInformation'),
  drug,
  ...institutionalLineProviders,
  lineAdjudication('productOrServiceIDQualifier', 'lineAdjustment', 'claimAdjustmentDetails', [
    text('serviceLineRevenueCode', '/revenueCode', 'SVD04', needed),
  ]),
]

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
  list('serviceLines', '/lines', line, needed),
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
