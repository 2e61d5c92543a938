// Outbox rows, partners, keys and audit events as the API shows them.
import type { Partner } from '../../domain/index.js'
import type { ApiKey, AuditEvent, OutboxRow } from '../../store/index.js'
import type { AuditView, KeyView, OutboxView, PartnerView } from '../contract.js'

export function toOutboxView(row: OutboxRow): OutboxView {
  const { id, partnerId, kind, fileId, name, sizeBytes, state, attempts, nextAttemptAt, lastError, createdAt, sentAt } = row
  return { id, partnerId, kind, fileId, name, sizeBytes, state, attempts, nextAttemptAt, lastError, createdAt, sentAt }
}

/** Field by field, so that a password, private key or passphrase cannot slip in with a later setting. */
export function toPartnerView(partner: Partner): PartnerView {
  const { id, name, usage, us, them, receiverName, payers, acknowledge, limits, decisions, folder, schedule } = partner
  const remote =
    folder.kind === 'sftp' ? { host: folder.host, port: folder.port, username: folder.username, hostKeys: [...folder.hostKeys] } : {}
  return {
    id,
    name,
    usage,
    us: { qualifier: us.qualifier, id: us.id, applicationId: us.applicationId },
    them: { qualifier: them.qualifier, id: them.id, applicationId: them.applicationId },
    receiverName,
    payers: [...payers],
    acknowledge: { ta1: acknowledge.ta1, implementation999: acknowledge.implementation999 },
    claimsPerSet: limits.claimsPerSet,
    decisions: { ...decisions },
    folder: {
      kind: folder.kind,
      ...remote,
      outbound: folder.outbound,
      inbound: folder.inbound,
      inboundPattern: folder.inboundPattern,
      afterDownload: folder.afterDownload,
    },
    schedule: { poll: schedule.poll, send: schedule.send, timeZone: schedule.timeZone },
  }
}

export function toKeyView({ id, name, scopes, createdAt, revokedAt }: ApiKey): KeyView {
  return { id, name, scopes: [...scopes], createdAt, revokedAt }
}

export function toAuditView({ seq, at, actor, action, object, detail }: AuditEvent & { readonly seq: number }): AuditView {
  return { seq, at, actor, action, object, detail: detail && { ...detail } }
}
