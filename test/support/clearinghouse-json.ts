// Our claims in the JSON of clearinghouses, written by the adapter's tables read backwards: so that what they say of each field is tried both ways.
import { clearinghouseTables } from '../../src/codecs/index.js'
import type { Claim } from '../../src/domain/index.js'

type Draft = Record<string, unknown>
type Table = NonNullable<(typeof clearinghouseTables)['professional']>
type Field = Table[number]
type Leaf = Extract<Field['shape'], { readonly leaf: unknown }>['leaf']

/** With the coverage of the destination in front, as the format has it. */
export function destinationFirst<T extends Claim>(claim: T): T {
  const isDestination = ({ order }: Claim['coverages'][number]): boolean => order === claim.destination
  return { ...claim, coverages: claim.coverages.toSorted((a, b) => Number(isDestination(b)) - Number(isDestination(a))) }
}

export function toClearinghouse(claim: Claim): Draft {
  const draft = spelledOut(destinationFirst(claim))
  const [first] = draft.coverages as Draft[]
  const isSelf = first?.relationship === '18'
  const used = new Set<unknown>([first])
  /** Of lists of texts, how many were written. */
  const taken = new Map<unknown, number>()
  const written = writeObject(clearinghouseTables[claim.kind] ?? [], draft, '')
  return isSelf
    ? written
    : { ...written, dependent: { ...(written.dependent as Draft), relationshipToSubscriberCode: first?.relationship } }

  function writeObject(table: Table, base: unknown, to: string): Draft {
    return Object.fromEntries(
      table.flatMap((field) => {
        const value = writeField(field, base, to)
        return value === undefined ? [] : [[field.name, value]]
      }),
    )
  }

  function writeField(field: Field, base: unknown, to: string): unknown {
    const { shape, with: beside, name } = field
    if (shape.kind === 'unused' || shape.kind === 'roles' || (name === 'dependent' && isSelf)) return undefined
    const path = isSelf ? field.to.replace(/^\/patient(?=\/)/, '/coverages/0/subscriber') : field.to
    if (shape.kind === 'leaf') return one(leavesAt(path, base, beside), shape.leaf)
    if (shape.kind === 'leaves') return some(leavesAt(path, base, beside, true).map((value) => write(shape.leaf, value)))
    if (shape.kind === 'adjustments') return some(groupsOf(partsAt(path, base, undefined), shape.fields))
    if (path === '' && shape.kind === 'list') {
      const objects: Draft[] = []
      for (let next = writeObject(shape.fields, base, to); isFilled(next); next = writeObject(shape.fields, base, to)) objects.push(next)
      return some(objects)
    }
    const parts = path === '' ? [base] : partsAt(path, base, beside)
    const objects = (shape.kind === 'object' ? parts.slice(0, 1) : parts).map((part) => {
      if (path !== '') used.add(part)
      return writeObject(shape.fields, part, '')
    })
    const filled = objects.filter(isFilled)
    return shape.kind === 'object' ? filled[0] : some(filled)
  }

  /** Objects at a pointer, of a list those that say what the field says beside them and were not written yet. */
  function partsAt(path: string, base: unknown, beside: Draft | undefined): unknown[] {
    let places: unknown[] = [base]
    for (const key of path.split('/').slice(1))
      places = places.flatMap((place) =>
        key === '-'
          ? Array.isArray(place)
            ? (place as unknown[]).filter((item) => !used.has(item))
            : []
          : [(place as Draft | undefined)?.[key] ?? []].flat(),
      )
    return path.endsWith('-') || !path.includes('-') ? listed(path, base).filter((part) => !used.has(part) && says(part, beside)) : places
  }

  function listed(path: string, base: unknown): unknown[] {
    const value = path
      .split('/')
      .slice(1)
      .filter((key) => key !== '-')
      .reduce<unknown>((place, key) => (place as Draft | undefined)?.[key], base)
    return value === undefined ? [] : path.endsWith('-') ? [value].flat() : [value]
  }

  function leavesAt(path: string, base: unknown, beside: Draft | undefined, isMany = false): unknown[] {
    if (path.endsWith('/-')) {
      const list = listed(path, base)
      const [whole] = listed(path.slice(0, -2), base)
      const from = taken.get(whole) ?? 0
      const values = list.slice(from, isMany ? undefined : from + 1)
      taken.set(whole, from + values.length)
      return values
    }
    const parent = path.slice(0, path.lastIndexOf('/'))
    const key = path.slice(path.lastIndexOf('/') + 1)
    const parents = (parent === '' ? [base] : listed(parent, base)).filter(
      (part) => says(part, beside) && !(parent.endsWith('-') && used.has(part)),
    )
    const chosen = parents.filter((part) => (part as Draft)[key] !== undefined).slice(0, isMany ? undefined : 1)
    if (parent.endsWith('-')) for (const part of chosen) used.add(part)
    return chosen.map((part) => (part as Draft)[key])
  }

  function groupsOf(parts: readonly unknown[], [group, details]: Table): Draft[] {
    if (group === undefined || details?.shape.kind !== 'list') return []
    const { fields } = details.shape
    return parts.map((part) => ({ [group.name]: (part as Draft).group, [details.name]: [writeObject(fields, part, '')] }))
  }
}

/** What goes without saying in our JSON is said in theirs. */
function spelledOut(claim: Claim): Draft {
  const of = (part: unknown, qualifier: string): unknown => (part === undefined ? undefined : { qualifier, ...(part as Draft) })
  const all = (list: unknown, qualifier: string): unknown => (Array.isArray(list) ? list.map((part) => of(part, qualifier)) : undefined)
  const draft = structuredClone(claim) as unknown as Draft
  return {
    ...draft,
    coverages: claim.coverages.map(({ subscriber, payer, ...coverage }, index) => ({
      ...(index === 0 ? {} : { memberIdQualifier: 'MI' }),
      ...coverage,
      payer: { idQualifier: 'PI', ...payer },
      subscriber: index === 0 ? subscriber : { entityType: '1', ...subscriber },
    })),
    diagnoses: (draft.diagnoses as unknown[]).map((part, index) => of(part, index === 0 ? 'ABK' : 'ABF')),
    admittingDiagnosis: of(draft.admittingDiagnosis, 'ABJ'),
    reasonsForVisit: all(draft.reasonsForVisit, 'APR'),
    externalCauses: all(draft.externalCauses, 'ABN'),
    principalProcedure: of(draft.principalProcedure, 'BBR'),
    otherProcedures: all(draft.otherProcedures, 'BBQ'),
    lines: (draft.lines as Draft[]).map(({ authorization, referral, ...line }) => ({
      ...line,
      payerReferences: [
        ...(authorization === undefined ? [] : [{ qualifier: 'G1', value: authorization }]),
        ...(referral === undefined ? [] : [{ qualifier: '9F', value: referral }]),
        ...((line.payerReferences as unknown[] | undefined) ?? []),
      ],
      ...(line.drug === undefined ? {} : { drug: { qualifier: 'N4', ...(line.drug as Draft) } }),
    })),
  }
}

function one([value]: readonly unknown[], leaf: Leaf): unknown {
  return value === undefined ? undefined : write(leaf, value)
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list
}

function isFilled(part: Draft): boolean {
  return Object.keys(part).length > 0
}

function says(part: unknown, beside: Draft | undefined): boolean {
  return Object.entries(beside ?? {}).every(([key, word]) => JSON.stringify((part as Draft | undefined)?.[key]) === JSON.stringify(word))
}

function write(leaf: Leaf, value: unknown): unknown {
  if (leaf === 'money') return (Number(value) / 100).toFixed(2)
  if (leaf === 'day') return String(value).replaceAll('-', '')
  if (leaf === 'moment') {
    const { on, at = '' } = value as { readonly on: string; readonly at?: string }
    return `${on.replaceAll('-', '')}${at}`
  }
  if (leaf === 'place') return String(value)
  if (leaf === 'yesNo') return value === true ? 'Y' : 'N'
  if (leaf === 'yes') return 'Y'
  if (leaf === 'zero') return '0'
  if (leaf === 'trueAsY' || leaf === 'trueAsP') return true
  return value
}
