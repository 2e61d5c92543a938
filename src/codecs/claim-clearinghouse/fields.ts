// How one field of a clearinghouse's JSON is described: what it is called, where the guide has it, and where our claim says it.
// Tables of these are all that is known of the format; docs/clearinghouse-json.md is made from them.

/**
 * text: as it stands; code: without dots; money: dollars; day: CCYYMMDD; moment: CCYYMMDD with HHMM or without; number: a decimal;
 * place: a position in a list, from 1; yesNo: Y or N; yes: Y alone; zero: 0 alone; truth: true or false. Of onlyTrue, trueAsY and trueAsP true counts
 * (as the code Y or P, which may also stand there), and false is as if nothing stood there.
 */
export type LeafKind =
  | 'text'
  | 'code'
  | 'money'
  | 'day'
  | 'moment'
  | 'number'
  | 'place'
  | 'yesNo'
  | 'yes'
  | 'zero'
  | 'truth'
  | 'onlyTrue'
  | 'trueAsY'
  | 'trueAsP'

export interface Field {
  readonly name: string
  /** Element or segment of the 837; empty for what only groups. */
  readonly guide: string
  /** JSON pointer below that of the object around it; "-" is a new item of a list. Empty: its fields stand in that object itself. */
  readonly to: string
  readonly shape:
    | { readonly kind: 'leaf'; readonly leaf: LeafKind }
    | { readonly kind: 'object' | 'list' | 'adjustments'; readonly fields: Table }
    | { readonly kind: 'leaves'; readonly leaf: LeafKind }
    | { readonly kind: 'roles'; readonly fields: Table; readonly roles: Readonly<Record<string, RoleTarget>> }
    | { readonly kind: 'unused'; readonly why: string }
  readonly needed?: true
  /** What else is said by the object in which the value is written. */
  readonly with?: Readonly<Record<string, unknown>>
}

export type Table = readonly Field[]

/** Where a provider of a type goes, and what its fields are. */
export interface RoleTarget {
  readonly to: string
  readonly fields: Table
  readonly with?: Readonly<Record<string, unknown>>
}

type More = Pick<Field, 'needed' | 'with'>

export const needed = { needed: true } as const

const leaf =
  (kind: LeafKind) =>
  (name: string, to: string, guide: string, more: More = {}): Field => ({ name, to, guide, shape: { kind: 'leaf', leaf: kind }, ...more })

export const text = leaf('text')
export const code = leaf('code')
export const money = leaf('money')
export const day = leaf('day')
export const moment = leaf('moment')
export const number = leaf('number')
export const yesNo = leaf('yesNo')
export const yes = leaf('yes')
export const zero = leaf('zero')
export const truth = leaf('truth')
export const onlyTrue = leaf('onlyTrue')
export const trueAsY = leaf('trueAsY')
export const trueAsP = leaf('trueAsP')

/** REF under a qualifier. */
export const reference = (name: string, qualifier: string, to = '/references'): Field =>
  text(name, `${to}/-/value`, `REF*${qualifier}`, { with: { qualifier } })

export const object = (name: string, to: string, fields: Table, more: More = {}): Field => ({
  name,
  to,
  guide: '',
  shape: { kind: 'object', fields },
  ...more,
})

/** A list of objects; one object alone, and lists in lists, are read as one list. */
export const list = (name: string, to: string, fields: Table, more: More = {}): Field => ({
  name,
  to: to === '' ? '' : `${to}/-`,
  guide: '',
  shape: { kind: 'list', fields },
  ...more,
})

export const leaves = (name: string, to: string, guide: string, kind: LeafKind = 'text', more: More = {}): Field => ({
  name,
  to: to.includes('-') ? to : `${to}/-`,
  guide,
  shape: { kind: 'leaves', leaf: kind },
  ...more,
})

/** Groups of adjustments (CAS), which become one list. */
export const adjustments = (name: string, to: string, details: string): Field => ({
  name,
  to: `${to}/-`,
  guide: 'CAS',
  shape: {
    kind: 'adjustments',
    fields: [
      text('adjustmentGroupCode', '/group', 'CAS01', needed),
      list(details, '', [
        text('adjustmentReasonCode', '/reason', 'CAS02', needed),
        money('adjustmentAmount', '/amountCents', 'CAS03', needed),
        text('adjustmentQuantity', '/quantity', 'CAS04'),
      ]),
    ],
  },
})

/** What is known and has no place in what we send; `why` says whose word counts. */
export const unused = (name: string, why: string): Field => ({ name, to: '', guide: '', shape: { kind: 'unused', why } })
