// What the slices of a packet say, read from their bytes alone: the same words when a packet is made and when it is verified.
import { type ReadSegment, segmentsOf } from '../x12/index.js'

/** Facts of one slice by name; control numbers and codes as they stand. */
export type Facts = Readonly<Record<string, string>>

export type SliceKind = '837' | 'TA1' | '999' | '277CA'

/** Undefined when the bytes do not hold what a slice of this kind must hold. */
export function readFacts(kind: SliceKind, bytes: Uint8Array): Facts | undefined {
  const segments = [...segmentsOf(bytes)]
  if (segments[0]?.id !== 'ISA') return undefined
  const facts = readers[kind](segments)
  return facts === undefined ? undefined : withoutEmpty(facts)
}

type Read = (segments: readonly ReadSegment[]) => Readonly<Record<string, string | undefined>> | undefined

const readers: Readonly<Record<SliceKind, Read>> = {
  '837': (segments) => {
    const find = finder(segments)
    const claims = segments.filter(({ id }) => id === 'CLM')
    if (claims.length !== 1) return undefined
    return {
      interchange: find('ISA')?.text(13),
      sender: find('ISA')?.text(6).trim(),
      receiver: find('ISA')?.text(8).trim(),
      group: find('GS')?.text(6),
      groupDate: find('GS')?.text(4),
      groupTime: find('GS')?.text(5),
      guide: find('GS')?.text(8),
      set: find('ST')?.text(2),
      batch: find('BHT')?.text(3),
      billing: find('NM1', '85')?.text(9),
      claim: claims[0]?.text(1),
      charge: claims[0]?.text(2),
      frequency: claims[0]?.text(5, 3),
    }
  },
  TA1: (segments) => {
    const ta1 = finder(segments)('TA1')
    if (ta1 === undefined) return undefined
    return { answersInterchange: ta1.text(1), verdict: ta1.text(4), note: ta1.text(5) }
  },
  '999': (segments) => {
    const find = finder(segments)
    const [group, verdict] = [find('AK1'), find('AK9')]
    if (group === undefined || verdict === undefined) return undefined
    return {
      answersGroup: group.text(2),
      answersSet: find('AK2')?.text(2),
      setVerdict: find('IK5')?.text(1),
      groupVerdict: verdict.text(1),
      date: find('GS')?.text(4),
    }
  },
  '277CA': readStatus,
}

/** The levels tell which TRN is whose: in 2000B the batch, in 2000D the claim. */
function readStatus(segments: readonly ReadSegment[]): ReturnType<Read> {
  let level = ''
  const facts: Record<string, string | undefined> = {}
  for (const segment of segments) {
    if (segment.id === 'HL') level = segment.text(3)
    else if (segment.id === 'NM1' && level === '20') facts.source = segment.text(1)
    else if (segment.id === 'TRN' && level === '21') facts.answersBatch = segment.text(2)
    else if (segment.id === 'TRN' && level === 'PT') facts.claim = joined(facts.claim, segment.text(2))
    else if (segment.id === 'REF' && level === 'PT' && segment.text(1) === '1K') facts.payerClaimNumber = segment.text(2)
    else if (segment.id === 'STC' && (level === 'PT' || facts.claim === undefined)) {
      const code = segment.element(1)[0]?.join(':') ?? ''
      const isFirstOfClaim = level === 'PT' && facts.statusLevel !== 'claim'
      facts.status = isFirstOfClaim ? code : joined(facts.status, code)
      facts.statusLevel = level === 'PT' ? 'claim' : level === '19' ? 'provider' : 'batch'
      facts.statusDate = segment.text(2)
    }
  }
  return facts.answersBatch === undefined ? undefined : facts
}

function joined(before: string | undefined, text: string): string {
  return before === undefined || before === text ? text : `${before}, ${text}`
}

function finder(segments: readonly ReadSegment[]): (id: string, qualifier?: string) => ReadSegment | undefined {
  return (id, qualifier) => segments.find((each) => each.id === id && (qualifier === undefined || each.text(1) === qualifier))
}

function withoutEmpty(facts: Readonly<Record<string, string | undefined>>): Facts {
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''))
}
