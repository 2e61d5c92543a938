// Files, interchanges and findings as the API shows them.
import type { EntrySource } from '../../domain/index.js'
import type { InterchangeStore, InterchangeRow, StoredFile, StoredFinding } from '../../store/index.js'
import { ruleAndPointer } from '../../gateway/index.js'
import type { FileView, FindingView, InterchangeDetail, InterchangeView, SourceView } from '../contract.js'

export function toFileView(file: StoredFile): FileView {
  const { id, sha256, sizeBytes, direction, name, partnerId, source, firstAt, state, receipts, summary } = file
  return { id, sha256, sizeBytes, direction, name, partnerId, source, firstAt, state, receipts, summary }
}

/** A byte range with the address that gives these very bytes. */
export function toSourceView({ fileId, sha256, set, segment, offset, length }: EntrySource): SourceView {
  const content = `/api/v1/files/${encodeURIComponent(fileId)}/content?offset=${offset}&length=${length}`
  return { fileId, sha256, set, segment, offset, length, content }
}

function toFindingView(finding: StoredFinding): FindingView {
  const { code, severity, snip, interchange, group, transactionSet, at, loop, path, message, decision, detail } = finding
  const { segment, offset } = at
  return {
    code,
    severity,
    snip,
    interchange,
    group,
    transactionSet,
    segment,
    offset,
    loop,
    path,
    ...ruleAndPointer(detail),
    message,
    decision,
  }
}

export function toInterchangeView(row: InterchangeRow): InterchangeView {
  const { id, fileId, ordinal, direction, partnerId, control, date, time, usage, range, verdict, acknowledged, at } = row
  return {
    id,
    fileId,
    ordinal,
    direction,
    partnerId,
    control,
    sender: `${row.senderQualifier}:${row.senderId.trim()}`,
    receiver: `${row.receiverQualifier}:${row.receiverId.trim()}`,
    date,
    time,
    usage,
    range,
    verdict,
    acknowledged,
    at,
  }
}

type StoredInterchange = NonNullable<Awaited<ReturnType<InterchangeStore['find']>>>

/** An interchange with its groups and sets, and those findings of its file that stand in it. */
export function toInterchangeDetail(row: StoredInterchange, findings: readonly StoredFinding[]): InterchangeDetail {
  const end = row.range.offset + row.range.length
  return {
    ...toInterchangeView(row),
    groups: row.groups.map(({ id, ordinal, functionalId, control, version, verdict, acknowledged, sets }) => ({
      id,
      ordinal,
      functionalId,
      control,
      version,
      verdict,
      acknowledged,
      sets: sets.map((set) => ({
        id: set.id,
        ordinal: set.ordinal,
        type: set.type,
        guide: set.guide,
        control: set.control,
        reference: set.reference,
        range: set.range,
        segments: set.segments,
        units: set.units,
        verdict: set.verdict,
        state: set.state,
        acknowledged: set.acknowledged,
      })),
    })),
    findings: findings.filter(({ at }) => at.offset >= row.range.offset && at.offset < end).map(toFindingView),
  }
}
