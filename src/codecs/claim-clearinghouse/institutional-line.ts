// A service line of an institutional claim in the JSON of clearinghouses, field by field.
import { drug, institutionalLinePricing, lineAdjudication, report } from './details.js'
import { day, leaves, list, money, needed, number, object, reference, type Table, text, unused } from './fields.js'
import { institutionalLineProviders } from './parties.js'

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

export const institutionalLine: Table = [
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
