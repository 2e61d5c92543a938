// Counts an 837 file by hand, sharing nothing with the code under test: segments, sets, groups, HL parents and children.

export interface CountedFile {
  readonly interchangeControl: string
  readonly usage: string
  readonly groups: readonly { readonly control: string; readonly guide: string; readonly sets: readonly CountedSet[] }[]
}

export interface CountedSet {
  readonly control: string
  /** BHT03. */
  readonly reference: string
  readonly claims: readonly string[]
  /** NPI or name of each 2000A. */
  readonly billers: readonly string[]
}

/** Reads a file whose delimiters are "*" and "~"; throws an Error that names the first count, number or level that is wrong. */
export function countFile(text: string): CountedFile {
  const segments = text
    .split('~')
    .map((one) => one.trim().split('*'))
    .filter(([id]) => id !== '')
  const groups: { control: string; guide: string; sets: CountedSet[] }[] = []
  const [isa] = segments
  let set: { control: string; reference: string; claims: string[]; billers: string[]; start: number; levels: Level[] } | undefined
  let ended = false
  for (const [index, segment] of segments.entries()) {
    const [id, first = '', second = '', third = '', fourth = ''] = segment
    const group = groups.at(-1)
    if (id === 'GS') groups.push({ control: segment[6] ?? '', guide: segment[8] ?? '', sets: [] })
    if (id === 'ST') set = { control: second, reference: '', claims: [], billers: [], start: index, levels: [] }
    if (id === 'BHT') set = set && { ...set, reference: third }
    if (id === 'CLM') set?.claims.push(first)
    if (id === 'NM1' && first === '85') set?.billers.push(segment[9] ?? third)
    if (id === 'HL') set?.levels.push({ number: first, parent: second, code: third, hasChild: fourth === '1' })
    if (id === 'SE' && set !== undefined && group !== undefined) {
      same('SE01', first, String(index - set.start + 1))
      same('SE02', second, set.control)
      checkLevels(set.levels)
      const { control, reference, claims, billers } = set
      group.sets.push({ control, reference, claims, billers })
    }
    if (id === 'GE') {
      same('GE01', first, String(group?.sets.length))
      same('GE02', second, group?.control ?? '')
      same('ST02 of a group', String(new Set(group?.sets.map(({ control }) => control)).size), String(group?.sets.length))
    }
    if (id === 'IEA') {
      same('IEA01', first, String(groups.length))
      same('IEA02', second, isa?.[13] ?? '')
      ended = true
    }
  }
  if (!ended) throw new Error('no IEA')
  return { interchangeControl: isa?.[13] ?? '', usage: isa?.[15] ?? '', groups }
}

interface Level {
  readonly number: string
  readonly parent: string
  readonly code: string
  readonly hasChild: boolean
}

const above: Readonly<Record<string, string>> = { '20': '', '22': '20', '23': '22' }

/** HL01 counts from 1 without a gap; each parent stands before, one kind of level above; HL04 says whether any level follows beneath. */
function checkLevels(levels: readonly Level[]): void {
  for (const [index, { number, parent, code, hasChild }] of levels.entries()) {
    same('HL01', number, String(index + 1))
    const own = parent === '' ? undefined : levels[Number(parent) - 1]
    if (parent !== '' && Number(parent) >= Number(number)) throw new Error(`HL ${number} has the parent ${parent}`)
    same(`level above HL ${number}`, own?.code ?? '', above[code] ?? 'none')
    same(`HL04 of HL ${number}`, String(hasChild), String(levels.some((level) => level.parent === number)))
  }
}

function same(what: string, found: string, wanted: string): void {
  if (found !== wanted) throw new Error(`${what} is ${found}, and should be ${wanted}`)
}
