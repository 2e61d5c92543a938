// Reads an object by its table: everything that is wrong with its form at once, and where each part of our claim came from.
import { centsFromR, isoDateFromD8 } from '../../values/index.js'
import type { JsonProblem } from '../claim-json/parse.js'
import { put, toPointer, valueAt } from '../claim-json/pointer.js'
import type { Field, LeafKind, Table } from './fields.js'

type Json = Readonly<Record<string, unknown>>

/** One claim that grows from what is read. `rename` says where a part really stands when two of ours are one of theirs. */
export class Reading {
  readonly draft: Record<string, unknown> = {}
  readonly problems: JsonProblem[] = []
  /** Pointers of ours with those they came from; of what was not said, where it would be. */
  private readonly said = new Map<string, string>()
  private readonly unsaid = new Map<string, string>()

  constructor(private readonly rename: (pointer: string) => string) {}

  /** Reads the fields of an object that stands at `from` into the part of our claim at `to`. */
  object(value: Json, fields: Table, from: string, to: string): void {
    const known = new Set(fields.map(({ name }) => name))
    for (const key of Object.keys(value))
      if (!known.has(key)) this.problems.push({ pointer: `${from}${toPointer([key])}`, message: 'is not known here' })
    for (const field of fields) {
      const given = value[field.name]
      const at = `${from}/${field.name}`
      if (!isAbsent(given)) this.field(given, field, at, to)
      else {
        if (field.needed === true) this.problems.push({ pointer: at, message: 'is missing' })
        this.remember(field, at, to)
      }
    }
  }

  /** Where a part of our claim came from, or the nearest around it that is known. */
  placeOf(pointer: string): string {
    for (let path = this.rename(pointer); path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
      const place = this.said.get(path) ?? this.unsaid.get(path)
      if (place !== undefined) return place
    }
    const below = `${this.rename(pointer)}/`
    return [...this.said, ...this.unsaid].find(([path]) => pointer !== '' && path.startsWith(below))?.[1] ?? ''
  }

  /** Where what was not said would be said; of an object that is not there, all of its parts. */
  private remember({ shape, to: below }: Field, at: string, to: string): void {
    const target = this.rename(`${to}${below}`).replace(/\/-$/, '')
    if (target !== '' && !this.unsaid.has(target)) this.unsaid.set(target, at)
    if (shape.kind === 'object') for (const field of shape.fields) this.remember(field, at, target)
  }

  private field(given: unknown, { shape, to: below, with: beside }: Field, at: string, to: string): void {
    const target = `${to}${below}`
    switch (shape.kind) {
      case 'unused':
        return
      case 'leaf':
        return this.leaf(given, shape.leaf, at, target, beside)
      case 'leaves':
        for (const [item, place] of itemsOf(given, at)) this.leaf(item, shape.leaf, place, target, beside)
        return
      case 'object':
        return this.part(given, shape.fields, at, target, beside)
      case 'list':
        for (const [item, place] of itemsOf(given, at)) this.part(item, shape.fields, place, target, beside)
        return
      case 'adjustments':
        for (const [item, place] of itemsOf(given, at)) this.adjustmentGroup(item, shape.fields, place, target)
        return
      case 'roles':
        for (const [item, place] of itemsOf(given, at)) {
          const type = isObject(item) ? item.providerType : undefined
          const role = typeof type === 'string' ? shape.roles[type] : undefined
          if (role !== undefined) this.part(item, role.fields, place, `${to}${role.to}`, role.with)
          else this.problems.push({ pointer: `${place}/providerType`, message: `must be one of ${Object.keys(shape.roles).join(', ')}` })
        }
        return
    }
  }

  private part(given: unknown, fields: Table, at: string, to: string, beside: Field['with']): void {
    if (!isObject(given)) return void this.problems.push({ pointer: at, message: 'must be an object' })
    const target = this.resolve(to)
    if (to.endsWith('-')) put(this.draft, target, {})
    if (target !== '' && !this.said.has(target)) this.said.set(target, at)
    for (const [key, value] of Object.entries(beside ?? {})) put(this.draft, `${target}/${key}`, value)
    this.object(given, fields, at, target)
  }

  private leaf(given: unknown, kind: LeafKind, at: string, to: string, beside: Field['with']): void {
    const value = valueOf(kind, given)
    if (value === undefined) return void this.problems.push({ pointer: at, message: mustBe[kind] })
    if (value === nothing) return
    const target = this.resolve(to)
    const other = this.said.get(target)
    if (other !== undefined && valueAt(this.draft, target) !== value)
      return void this.problems.push({
        pointer: at,
        message: `says something else than ${other}, and the guide has one place for both; leave out one of them`,
      })
    put(this.draft, target, value)
    if (other === undefined) this.said.set(target, at)
    const around = target.slice(0, target.lastIndexOf('/'))
    for (const [key, word] of Object.entries(beside ?? {})) put(this.draft, `${around}/${key}`, word)
  }

  /** One group with its details: each detail is an adjustment of ours, under the code of the group. */
  private adjustmentGroup(given: unknown, [group, details]: Table, at: string, to: string): void {
    if (!isObject(given)) return void this.problems.push({ pointer: at, message: 'must be an object' })
    if (group === undefined || details?.shape.kind !== 'list') return
    for (const key of Object.keys(given))
      if (key !== group.name && key !== details.name)
        this.problems.push({ pointer: `${at}${toPointer([key])}`, message: 'is not known here' })
    for (const { name } of [group, details])
      if (isAbsent(given[name])) this.problems.push({ pointer: `${at}/${name}`, message: 'is missing' })
    for (const [item, place] of itemsOf(given[details.name] ?? [], `${at}/${details.name}`))
      this.part(item, details.shape.fields, place, to, { group: given[group.name] })
  }

  /** The pointer with its "-" as positions. */
  private resolve(pointer: string): string {
    let path = ''
    for (const key of this.rename(pointer).split('/').slice(1)) {
      const there = key === '-' ? valueAt(this.draft, path) : undefined
      path += `/${key === '-' ? (Array.isArray(there) ? there.length : 0) : key}`
    }
    return path
  }
}

/** What is right, and says nothing. */
const nothing = Symbol('nothing')

const mustBe: Record<LeafKind, string> = {
  text: 'must be text',
  code: 'must be text',
  money: 'must be dollars and cents as text, such as "150.00"',
  day: 'must be a day of the calendar as CCYYMMDD',
  moment: 'must be a day as CCYYMMDD, or day and time as CCYYMMDDHHMM',
  number: 'must be a decimal as text, such as "1" or "2.5"',
  place: 'must be a position in the list of diagnoses, such as "1"',
  yesNo: 'must be "Y" or "N"',
  yes: 'must be "Y", or be left out',
  zero: 'must be "0", or be left out',
  truth: 'must be true or false',
  onlyTrue: 'must be true or false',
  trueAsY: 'must be true or false',
  trueAsP: 'must be "P", or be left out',
}

/** Undefined when what stands there does not say what its kind asks for. Amounts and counts are also taken as JSON numbers. */
function valueOf(kind: LeafKind, given: unknown): unknown {
  if (kind === 'truth') return typeof given === 'boolean' ? given : undefined
  if (kind === 'onlyTrue') return given === true ? true : given === false ? nothing : undefined
  if (kind === 'trueAsY' || kind === 'trueAsP') {
    const word = kind.slice(-1)
    return given === word || given === true ? word : given === false ? nothing : undefined
  }
  const isCount = kind === 'money' || kind === 'number' || kind === 'place'
  const word = typeof given === 'number' && isCount ? String(given) : given
  if (typeof word !== 'string') return undefined
  if (kind === 'money') return centsFromR(word)
  if (kind === 'day') return isoDateFromD8(word)
  if (kind === 'moment') return momentOf(word)
  if (kind === 'number') return /^(?=\.?\d)\d*\.?\d*$/.test(word) ? word : undefined
  if (kind === 'place') return /^\d{1,2}$/.test(word) ? Number(word) : undefined
  if (kind === 'yesNo') return { Y: true, N: false }[word]
  if (kind === 'yes') return word === 'Y' ? true : undefined
  if (kind === 'zero') return word === '0' ? true : undefined
  return kind === 'code' ? word.replaceAll('.', '') : word
}

function momentOf(word: string): unknown {
  const [, on = '', at] = /^(\d{8})(\d{4})?$/.exec(word) ?? []
  const known = isoDateFromD8(on)
  return known === undefined ? undefined : { on: known, ...(at === undefined ? {} : { at }) }
}

/** Items with their places: of a list, of lists in a list, or of what stands alone. */
function itemsOf(given: unknown, at: string): readonly (readonly [unknown, string])[] {
  return Array.isArray(given)
    ? given.flatMap((item: unknown, index) => (isAbsent(item) ? [] : itemsOf(item, `${at}/${index}`)))
    : [[given, at]]
}

/** Programs write null, "" and empty lists where they have nothing to say. */
function isAbsent(given: unknown): boolean {
  return given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0)
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
