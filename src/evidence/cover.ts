// The page on top of a packet, to be read, printed or faxed: what was sent when, who answered, and what proves it.
import { isSlice, type Manifest, type Receipt, type SendLogEntry, type SlicePart } from './manifest.js'

export interface CoverFacts {
  readonly manifest: Manifest
  readonly manifestSha256: string
  readonly sendings: readonly SendLogEntry[]
  readonly fingerprint: string
}

const receipts: Readonly<Record<Receipt, string>> = {
  payer: 'The payer itself acknowledged the claim (277CA): this is proof of receipt by the payer.',
  clearinghouse:
    'A clearinghouse acknowledged the claim (277CA). No acknowledgement of the payer itself is in this packet; payers may want one as proof of receipt.',
  syntax: 'The file with the claim was found sound (999). No 277CA that takes the claim is in this packet.',
  none: 'No acknowledgement that takes the claim is in this packet: it proves what was sent, not that it was received.',
}

const outcomes: Readonly<Record<SendLogEntry['outcome'], string>> = {
  verified: 'sent, and verified on the other side',
  uncertain: 'sent; whether it arrived is not known',
  'not-sent': 'not sent',
  recorded: 'sent by another system; recorded here afterwards',
}

/** HTML without scripts, pictures or anything from elsewhere. */
export function writeCover({ manifest, manifestSha256, sendings, fingerprint }: CoverFacts): Uint8Array {
  const slices = manifest.parts.filter(isSlice)
  const sent = slices.filter(({ kind }) => kind === '837')
  const answers = slices.filter(({ kind }) => kind !== '837')
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Evidence of submission</title><style>
body{font:14px/1.45 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}h1{font-size:1.5em}h2{font-size:1.1em;margin-top:1.6em}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top}th{background:#eee}
code{font-size:.9em;overflow-wrap:anywhere}p.receipt{border-left:4px solid #333;padding-left:.8em}
</style></head><body>
<h1>Evidence of submission of one claim</h1>
<p>Patient control number <b>${html(manifest.claim.patientControlNumber)}</b>, total charge <b>${html(manifest.claim.charge)}</b>.
Made ${html(manifest.madeAt)} by ${html(manifest.madeBy)}. All times are UTC.</p>
<p class="receipt">${receipts[manifest.receipt]}</p>
<h2>What was sent</h2>
${table(
  ['Part', 'Sent', 'To', 'File', 'Control numbers', 'SHA-256 of the whole file'],
  sent.map((part, index) => sendingRow(part, sendings[index])),
)}
<h2>What was answered</h2>
${table(
  ['Part', 'Came in', 'What it says', 'In answer to', 'SHA-256 of the whole file'],
  answers.map((part) => [part.name, part.source.at, answerOf(part), answeredOf(part), part.source.sha256]),
)}
<h2>All parts</h2>
${table(
  ['Part', 'Bytes', 'SHA-256', 'Cut from', 'Bytes in that file'],
  manifest.parts.map((part) => [
    part.name,
    String(part.sizeBytes),
    part.sha256,
    isSlice(part) ? part.source.name : 'records of the gateway',
    isSlice(part) ? part.ranges.map(({ offset, length }) => `${offset} to ${offset + length - 1}`).join(', ') : '',
  ]),
)}
<h2>How it is sealed</h2>
<p>SHA-256 of <code>manifest.json</code>: <code>${html(manifestSha256)}</code><br>
Key of the signature (Ed25519), fingerprint: <code>${html(fingerprint)}</code></p>
<ul>
<li>The hash in the manifest proves of each part that not one byte of it was changed since the manifest was written.</li>
<li>The signature in <code>seal.json</code> proves that manifest and this page were sealed by the holder of that key and not changed since. Whose
key it is it cannot prove: compare the fingerprint with what the practice tells you over another way.</li>
<li>The hash of a whole file lets its sender or receiver, who has that file too, prove that the slice was cut from it, at the bytes named.</li>
<li>Times of sending and of coming in are those of the gateway’s own records; the seal shows that they were not changed since, not that they
are right. Dates inside an acknowledgement are its sender’s.</li>
</ul>
<p>A slice holds segments exactly as they stand in the file. Its envelope’s counts (SE01, GE01, IEA01) are those of the whole file. Parts of
the files that are about other claims are left out. To check all of this without any connection:
<code>x12gw verify-packet FILE.zip</code>.</p>
</body></html>
`
  return Buffer.from(page)
}

function sendingRow({ name, facts, source }: SlicePart, entry: SendLogEntry | undefined): readonly string[] {
  const numbers = `interchange ${facts.interchange ?? ''}, group ${facts.group ?? ''}, set ${facts.set ?? ''}, batch ${facts.batch ?? ''}`
  if (entry === undefined) return [name, '', '', source.name, numbers, source.sha256]
  const to = entry.destination === undefined ? entry.partner : `${entry.partner}: ${entry.destination}`
  return [name, `${entry.sentAt ?? entry.queuedAt} (${outcomes[entry.outcome]})`, to, entry.fileName, numbers, source.sha256]
}

function answerOf({ kind, facts }: SlicePart): string {
  if (kind === 'TA1') return `TA1 ${facts.verdict ?? ''} ${facts.note ?? ''}`
  if (kind === '999') return facts.setVerdict === undefined ? `999, group ${facts.groupVerdict ?? ''}` : `999, set ${facts.setVerdict}`
  const who = facts.source === 'PR' ? 'payer' : 'clearinghouse'
  const number = facts.payerClaimNumber === undefined ? '' : `, payer’s claim number ${facts.payerClaimNumber}`
  return `277CA of the ${who}: ${facts.status ?? ''} on ${facts.statusDate ?? ''} (said of the ${facts.statusLevel ?? 'batch'})${number}`
}

function answeredOf({ kind, facts }: SlicePart): string {
  if (kind === 'TA1') return `interchange ${facts.answersInterchange ?? ''}`
  if (kind === '999') return `group ${facts.answersGroup ?? ''}${facts.answersSet === undefined ? '' : `, set ${facts.answersSet}`}`
  return `batch ${facts.answersBatch ?? ''}${facts.claim === undefined ? '' : `, claim ${facts.claim}`}`
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '<p>Nothing.</p>'
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${html(cell)}</${tag}>`).join('')}</tr>`
  return `<table>\n${[row(headings, 'th'), ...rows.map((cells) => row(cells, 'td'))].join('\n')}\n</table>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function html(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? '')
}
