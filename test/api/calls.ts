// One good call for every route of the table; a test holds this list against the table, so none can be forgotten.
import type { World } from './world.js'
import { fileText } from './world.js'
import type { CallOptions } from './server.js'

export interface GoodCall extends CallOptions {
  readonly path: string
  readonly status: number
  /** What the audit trail must say; "" when it says nothing. */
  readonly action: string
}

/** By "METHOD /pattern". `keyId` is the key that may be revoked. */
export function goodCalls(
  { fileId, interchangeId, claimId, remittanceId, claimPaymentId, workItemId, depositId }: World,
  keyId: string,
): Readonly<Record<string, GoodCall>> {
  const get = (path: string, action = ''): GoodCall => ({ path, status: 200, action })
  const json = { method: 'POST', type: 'application/json' }
  return {
    'POST /api/v1/files': {
      path: '/api/v1/files?name=new.edi&partner=acorn',
      method: 'POST',
      type: 'application/edi-x12',
      body: `${fileText}\n`,
      status: 201,
      action: 'file.upload',
    },
    'GET /api/v1/files': get('/api/v1/files?direction=in', 'file.list'),
    'GET /api/v1/files/{id}': get(`/api/v1/files/${fileId}`, 'file.read'),
    'GET /api/v1/files/{id}/content': get(`/api/v1/files/${fileId}/content`, 'file.content'),
    'GET /api/v1/interchanges': get('/api/v1/interchanges?partnerId=acorn', 'interchange.list'),
    'GET /api/v1/interchanges/{id}': get(`/api/v1/interchanges/${interchangeId}`, 'interchange.read'),
    'POST /api/v1/claims': {
      ...json,
      path: '/api/v1/claims?partner=acorn',
      body: '[{"frequency":"1"}]',
      status: 201,
      action: 'claim.submit',
    },
    'POST /api/v1/claims/check': { ...json, path: '/api/v1/claims/check', body: '[]', status: 200, action: 'claim.check' },
    'GET /api/v1/claims': get('/api/v1/claims?state=paid&submissionState=PayerAccepted', 'claim.list'),
    'POST /api/v1/claims/search': {
      ...json,
      path: '/api/v1/claims/search?limit=5',
      body: '{"patientControlNumber":"CANARYPCN1"}',
      status: 200,
      action: 'claim.search',
    },
    'GET /api/v1/claims/{id}': get(`/api/v1/claims/${claimId}`, 'claim.read'),
    'GET /api/v1/claims/{id}/timeline': get(`/api/v1/claims/${claimId}/timeline`, 'claim.timeline'),
    'GET /api/v1/claims/{id}/ledger': get(`/api/v1/claims/${claimId}/ledger`, 'claim.ledger'),
    'GET /api/v1/claims/{id}/packet': get(`/api/v1/claims/${claimId}/packet`, 'claim.packet'),
    'GET /api/v1/claims/{id}/print': get(`/api/v1/claims/${claimId}/print`, 'claim.print'),
    'GET /api/v1/claims/{id}/attempts': get(`/api/v1/claims/${claimId}/attempts`, 'claim.attempts'),
    'POST /api/v1/claims/{id}/replacement': {
      ...json,
      path: `/api/v1/claims/${claimId}/replacement?hold=true`,
      body: '{}',
      status: 201,
      action: 'claim.replace',
    },
    'POST /api/v1/claims/{id}/void': {
      ...json,
      path: `/api/v1/claims/${claimId}/void`,
      body: '{"order":"P"}',
      status: 201,
      action: 'claim.void',
    },
    'GET /api/v1/next-payer-claims': get('/api/v1/next-payer-claims?limit=5', 'next-payer.list'),
    'GET /api/v1/claims/{id}/next-payer': get(`/api/v1/claims/${claimId}/next-payer`, 'next-payer.read'),
    'POST /api/v1/claims/{id}/next-payer': {
      path: `/api/v1/claims/${claimId}/next-payer`,
      method: 'POST',
      status: 201,
      action: 'next-payer.send',
    },
    'GET /api/v1/batches': get('/api/v1/batches?state=ready'),
    'GET /api/v1/batches/waiting': get('/api/v1/batches/waiting'),
    'GET /api/v1/batches/waiting/{id}': get('/api/v1/batches/waiting/acorn', 'batch.claims'),
    'POST /api/v1/batches/waiting/{id}/release': {
      path: '/api/v1/batches/waiting/acorn/release',
      method: 'POST',
      status: 200,
      action: 'batch.release',
    },
    'GET /api/v1/overdue': get('/api/v1/overdue?late=true&partnerId=acorn&payerId=60054', 'overdue.list'),
    'POST /api/v1/claims/{id}/inquiry': { path: `/api/v1/claims/${claimId}/inquiry`, method: 'POST', status: 200, action: 'claim.inquire' },
    'POST /api/v1/inquiries': {
      ...json,
      path: '/api/v1/inquiries?dryRun=true',
      body: '{"overdue":true,"partnerId":"acorn"}',
      status: 200,
      action: 'claim.inquire-many.dry-run',
    },
    'GET /api/v1/claims/{id}/statement': get(`/api/v1/claims/${claimId}/statement`, 'account.statement'),
    'GET /api/v1/claims/{id}/statement.pdf': get(`/api/v1/claims/${claimId}/statement.pdf`, 'account.statement'),
    'GET /api/v1/remittances': get('/api/v1/remittances?state=posted', 'remittance.list'),
    'GET /api/v1/remittances/{id}': get(`/api/v1/remittances/${remittanceId}`, 'remittance.read'),
    'GET /api/v1/remittances/{id}/payments': get(`/api/v1/remittances/${remittanceId}/payments`, 'remittance.payments'),
    'GET /api/v1/remittances/{id}/eob.pdf': get(`/api/v1/remittances/${remittanceId}/eob.pdf`, 'remittance.eob'),
    'GET /api/v1/remittances/{id}/eob.html': get(`/api/v1/remittances/${remittanceId}/eob.html?claimId=${claimId}`, 'remittance.eob'),
    'GET /api/v1/deposits': get('/api/v1/deposits?state=new', 'deposit.list'),
    'POST /api/v1/deposits/files': {
      path: '/api/v1/deposits/files?format=csv&name=bank.csv',
      method: 'POST',
      type: 'text/csv',
      body: 'postedDate,amount',
      status: 201,
      action: 'deposit.import',
    },
    'GET /api/v1/deposits/{id}': get(`/api/v1/deposits/${depositId}`, 'deposit.read'),
    'POST /api/v1/deposits/{id}/match': {
      ...json,
      path: `/api/v1/deposits/${depositId}/match`,
      body: '{"remittances":["TRACE17"]}',
      status: 200,
      action: 'deposit.match',
    },
    'POST /api/v1/deposits/{id}/unmatch': {
      ...json,
      path: `/api/v1/deposits/${depositId}/unmatch`,
      body: '{"reason":"another practice"}',
      status: 200,
      action: 'deposit.unmatch',
    },
    'POST /api/v1/deposits/{id}/take-back': {
      ...json,
      path: `/api/v1/deposits/${depositId}/take-back`,
      body: '{"reason":"returned by the bank"}',
      status: 200,
      action: 'deposit.take-back',
    },
    'GET /api/v1/remittances/{id}/runs': get(`/api/v1/remittances/${remittanceId}/runs`, 'posting.list'),
    'GET /api/v1/remittance-comparison': get(
      `/api/v1/remittance-comparison?first=${remittanceId}&second=${remittanceId}`,
      'remittance.compare',
    ),
    'POST /api/v1/remittances/{id}/posting': {
      ...json,
      path: `/api/v1/remittances/${remittanceId}/posting`,
      body: '{"dryRun":true}',
      status: 200,
      action: 'posting.post',
    },
    'POST /api/v1/remittances/{id}/void': {
      ...json,
      path: `/api/v1/remittances/${remittanceId}/void`,
      body: '{"reason":"cheque was stopped"}',
      status: 200,
      action: 'posting.void',
    },
    'GET /api/v1/posting-runs/comparison': get('/api/v1/posting-runs/comparison?first=a&second=b', 'posting.compare'),
    'POST /api/v1/accounts/patients/{id}/payments': {
      ...json,
      path: `/api/v1/accounts/patients/${claimId}/payments`,
      body: '{"cents":2500,"method":"card","reason":"copay at the desk"}',
      status: 201,
      action: 'account.payment',
    },
    'POST /api/v1/accounts/patients/{id}/refunds': {
      ...json,
      path: `/api/v1/accounts/patients/${claimId}/refunds`,
      body: '{"cents":1,"reason":"paid too much"}',
      status: 201,
      action: 'account.refund',
    },
    'POST /api/v1/accounts/patients/{id}/write-offs': {
      ...json,
      path: `/api/v1/accounts/patients/${claimId}/write-offs`,
      body: '{"cents":1,"from":"primary","reason":"small balance"}',
      status: 201,
      action: 'account.write-off',
    },
    'POST /api/v1/accounts/patients/{id}/transfers': {
      ...json,
      path: `/api/v1/accounts/patients/${claimId}/transfers`,
      body: '{"cents":1,"from":"primary","to":"patient","reason":"not covered"}',
      status: 201,
      action: 'account.transfer',
    },
    'POST /api/v1/accounts/patients/{id}/take-backs': {
      ...json,
      path: `/api/v1/accounts/patients/${claimId}/take-backs`,
      body: '{"seq":4,"reason":"wrong patient"}',
      status: 201,
      action: 'account.take-back',
    },
    'POST /api/v1/claim-payments/{id}/link': {
      ...json,
      path: `/api/v1/claim-payments/${claimPaymentId}/link`,
      body: '{"patientControlNumber":"CANARYPCN1","reason":"payer confirmed it"}',
      status: 200,
      action: 'claim-payment.link',
    },
    'POST /api/v1/claim-payments/{id}/reject': {
      ...json,
      path: `/api/v1/claim-payments/${claimPaymentId}/reject`,
      body: '{"patientControlNumber":"CANARYPCN1","reason":"another patient"}',
      status: 200,
      action: 'claim-payment.reject',
    },
    'POST /api/v1/claim-payments/{id}/void': {
      ...json,
      path: `/api/v1/claim-payments/${claimPaymentId}/void`,
      body: '{"reason":"wrong claim"}',
      status: 200,
      action: 'claim-payment.void',
    },
    'POST /api/v1/claim-payments/{id}/not-ours': {
      ...json,
      path: `/api/v1/claim-payments/${claimPaymentId}/not-ours`,
      body: '{"reason":"of another practice"}',
      status: 200,
      action: 'claim-payment.not-ours',
    },
    'GET /api/v1/accounts': get('/api/v1/accounts'),
    'GET /api/v1/accounts/patients': get('/api/v1/accounts/patients?state=paid', 'account.list'),
    'GET /api/v1/accounts/patients/{id}': get(`/api/v1/accounts/patients/${claimId}`, 'account.read'),
    'GET /api/v1/ledger': get(`/api/v1/ledger?account=AR:PATIENT&claimId=${claimId}`, 'ledger.list'),
    'GET /api/v1/ledger/export.csv': get('/api/v1/ledger/export.csv?after=1', 'ledger.export'),
    'GET /api/v1/ledger/export.jsonl': get('/api/v1/ledger/export.jsonl', 'ledger.export'),
    'GET /api/v1/ledger/export.parquet': get('/api/v1/ledger/export.parquet', 'ledger.export'),
    'GET /api/v1/reports/figures': get('/api/v1/reports/figures?by=payer&to=2026-03-31'),
    'GET /api/v1/reports/denials': get('/api/v1/reports/denials?from=2026-01-01'),
    'GET /api/v1/reports/underpayments': get('/api/v1/reports/underpayments?to=2026-03-31'),
    'GET /api/v1/fees': get('/api/v1/fees?payerId=60001'),
    'POST /api/v1/fees/files': {
      path: '/api/v1/fees/files?name=contracts.csv',
      method: 'POST',
      type: 'text/csv',
      body: 'payer,procedure,effective_from,rate\n60001,99213,2026-01-01,110.00',
      status: 200,
      action: 'fees.import',
    },
    'GET /api/v1/reports/ageing': get('/api/v1/reports/ageing?ageFrom=owner&asOf=2026-03-31'),
    'GET /api/v1/denials': get('/api/v1/denials?scenario=documentation', 'work.list'),
    'GET /api/v1/work-items': get('/api/v1/work-items?state=open&type=plb-review', 'work.list'),
    'GET /api/v1/work-items/{id}': get(`/api/v1/work-items/${workItemId}`, 'work.read'),
    'POST /api/v1/work-items/{id}/events': {
      ...json,
      path: `/api/v1/work-items/${workItemId}/events`,
      body: '{"kind":"snoozed","until":"2026-12-15"}',
      status: 200,
      action: 'work.event',
    },
    'POST /api/v1/work-items/{id}/resolution': {
      ...json,
      path: `/api/v1/work-items/${workItemId}/resolution`,
      body: '{"reason":"posted by hand"}',
      status: 200,
      action: 'work.resolve',
    },
    'GET /api/v1/outbox': get('/api/v1/outbox?state=ready&partnerId=acorn'),
    'GET /api/v1/partners': get('/api/v1/partners'),
    'GET /api/v1/audit': get('/api/v1/audit?limit=5', 'audit.list'),
    'GET /api/v1/keys': get('/api/v1/keys'),
    'POST /api/v1/keys': {
      ...json,
      path: '/api/v1/keys',
      body: '{"name":"desk","scopes":["claims.read"]}',
      status: 201,
      action: 'key.create',
    },
    'DELETE /api/v1/keys/{id}': { path: `/api/v1/keys/${keyId}`, method: 'DELETE', status: 204, action: 'key.revoke' },
    'GET /healthz': get('/healthz'),
    'GET /readyz': get('/readyz'),
    'GET /metrics': get('/metrics'),
  }
}

/** The good call of a route of the table. */
export function callFor(
  calls: Readonly<Record<string, GoodCall>>,
  { method, path }: { readonly method: string; readonly path: string },
): GoodCall {
  const found = calls[`${method.toUpperCase()} ${path}`]
  if (found === undefined) throw new Error(`no call for ${method} ${path}`)
  return found
}
