// The root of all codecs: a part of something bigger that can be read out of it and written into it by one definition.
import { anyOf, type Finding } from '../values/index.js'
import type { ObjectSource } from './plain/object.js'
import type { PlainPart } from './plain/reader.js'
import type { Scope } from './plain/scope.js'

/** Where findings go while a value is read, and the loop that is being read. */
export interface Reading {
  readonly findings: Finding[]
  readonly loop?: string
}

export type Properties = Record<string, unknown>

/**
 * A value of type T inside a `Whole` (elements inside a segment, segments inside a loop), written as `Piece`s.
 * `read` gives undefined only after it has put the reason into the findings: the value is missing or not of its form.
 * Where `mayBeAbsent`, nothing to read is undefined without a finding. Properties may go straight `into` a value that others share.
 */
export interface Part<Whole, Piece, T> {
  /** Is there anything to read? */
  isIn(whole: Whole): boolean
  read(whole: Whole, reading: Reading, mayBeAbsent?: boolean, into?: Properties): T | undefined
  write(value: T): readonly Piece[]
  /** How it is read where all is plain; `read` and `isIn` as they are when left out. */
  readonly plain?: PlainPart | undefined
  /** Bits of elements (as of `filled`) without any of which there is nothing to read; 0 where nothing is read; unknown when left out. */
  readonly places?: number | undefined
}

export interface OptionalPart<Whole, Piece, T> extends Part<Whole, Piece, T> {
  readonly isOptional: true
  /** What it reads when there is something to read. */
  readonly part: Part<Whole, Piece, T>
}

/** A part whose value is an object that another part may fill as well. */
export interface GroupPart<Whole, Piece, T> extends Part<Whole, Piece, T> {
  readonly isGroup: true
}

/** The value that a part gives. */
export type ValueOf<P> = P extends { read(whole: never, reading: Reading): infer T } ? Exclude<T, undefined> : never

export type Parts<Whole, Piece> = Readonly<Record<string, Part<Whole, Piece, unknown>>>
/** What a group is made of: named parts, each a property of the value, or a part whose own properties join the value. */
export type Input<Whole, Piece> = Part<Whole, Piece, unknown> | Parts<Whole, Piece>

type Flat<T> = { readonly [K in keyof T]: T[K] }
type Optional = { readonly isOptional: true }
type Named<P> = { readonly [K in keyof P as P[K] extends Optional ? never : K]: ValueOf<P[K]> } & {
  readonly [K in keyof P as P[K] extends Optional ? K : never]?: ValueOf<P[K]>
}
type Contribution<I> = I extends Optional ? Partial<ValueOf<I>> : I extends { isIn(whole: never): boolean } ? ValueOf<I> : Named<I>
type Joined<I> = I extends readonly [infer First, ...infer Rest] ? Contribution<First> & Joined<Rest> : unknown
/** The value of a group of inputs: the properties of all of them. */
export type Group<I> = Flat<Joined<I>>

/** Makes a part that may be absent: the property is then not there. What is there and unreadable gives findings and no property. */
export function optional<Whole, Piece, T>(part: Part<Whole, Piece, T>): OptionalPart<Whole, Piece, T> {
  return {
    isOptional: true,
    part,
    places: part.places,
    plain: part.plain,
    isIn: (whole) => part.isIn(whole),
    read: (whole, reading) => part.read(whole, reading, true),
    write: (value) => part.write(value),
  }
}

/** Reads `value` where the part is absent, and writes nothing for it. */
export function defaulted<Whole, Piece, T>(part: Part<Whole, Piece, T>, value: T): Part<Whole, Piece, T> {
  return {
    places: part.places,
    plain: {
      isIn: (scope) => plainly(part).isIn(scope),
      read: (scope) => {
        const name = scope.variable(scope.constant(value))
        whenIn(part, scope, (inner) => inner.line(`${name} = ${plainly(part).read(inner)}`))
        return name
      },
    },
    isIn: (whole) => part.isIn(whole),
    read: (whole, reading) => (part.isIn(whole) ? part.read(whole, reading) : value),
    write: (given) => (given === value ? [] : part.write(given)),
  }
}

/** The same part with a value of another shape. Both functions are total and undo each other. */
export function mapped<Whole, Piece, A, B>(
  part: Part<Whole, Piece, A>,
  shape: { readonly decode: (value: A) => B; readonly encode: (value: B) => A },
): Part<Whole, Piece, B> {
  return {
    places: part.places,
    plain: {
      isIn: (scope) => plainly(part).isIn(scope),
      read: (scope) => scope.keep(`${scope.constant(shape.decode)}(${plainly(part).read(scope)})`),
    },
    isIn: (whole) => part.isIn(whole),
    read: (whole, reading, mayBeAbsent) => {
      const value = part.read(whole, reading, mayBeAbsent)
      return value === undefined ? undefined : shape.decode(value)
    },
    write: (value) => part.write(shape.encode(value)),
  }
}

/**
 * A list at fixed places, one part per place: modifiers, the triples of a CAS. Empty places are passed over when reading.
 * Writing more values than there are places throws a RangeError: the caller holds the guide's bounds.
 */
export function series<Whole, Piece, T>(parts: readonly Part<Whole, Piece, T>[]): Part<Whole, Piece, readonly T[]> {
  return {
    places: placesOf(parts),
    plain: {
      isIn: (scope) => anyOf(parts.map((part) => plainly(part).isIn(scope))),
      read: (scope) => {
        const list = scope.keep('[]')
        for (const part of parts) whenIn(part, scope, (inner) => inner.line(`${list}.push(${plainly(part).read(inner)})`))
        return list
      },
    },
    isIn: (whole) => parts.some((part) => part.isIn(whole)),
    read: (whole, reading, mayBeAbsent) => {
      const values = parts.filter((part) => part.isIn(whole)).map((part) => part.read(whole, reading))
      return mayBeAbsent && values.length === 0 ? undefined : allRead(values)
    },
    write: (values) => {
      if (values.length > parts.length) throw new RangeError(`${values.length} values for ${parts.length} places`)
      return parts.slice(0, values.length).flatMap((part, index) => part.write(values[index] as T))
    },
  }
}

/** A list is read when all of it is: a list that silently lost a line or an adjustment would be worse than none. */
export function allRead<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  return values.includes(undefined) ? undefined : (values as readonly T[])
}

/**
 * Several inputs as one value, read and written in their order. The body of segments, loops and groups in them.
 * A property named twice is one object that both parts fill, and each writes its own of it.
 */
export function grouped<Whole, Piece, I extends readonly Input<Whole, Piece>[]>(inputs: I): GroupPart<Whole, Piece, Group<I>> {
  const steps = inputs.flatMap((input): Step<Whole, Piece>[] =>
    isPart(input) ? [{ name: undefined, part: input }] : Object.entries(input).map(([name, part]) => ({ name, part })),
  )
  const parts = steps.map(({ part }) => part)
  const readSteps = steps.filter(({ part }) => part.places !== 0)
  return {
    isGroup: true,
    places: placesOf(parts),
    plain: {
      isIn: (scope) => anyOf(readSteps.map(({ part }) => plainly(part).isIn(scope))),
      read: (scope, into) => readPlainly(readSteps, scope, into ?? scope.object()),
    },
    isIn: (whole) => parts.some((part) => part.isIn(whole)),
    read: (whole, reading, mayBeAbsent, into) => {
      if (mayBeAbsent && !parts.some((part) => part.isIn(whole))) return undefined
      const value = into ?? {}
      let isWhole = true
      for (const { name, part } of readSteps) {
        const isOptional = isOptionalPart(part)
        const target = name === undefined ? value : 'isGroup' in part ? (value[name] as Properties | undefined) : undefined
        const got = part.read(whole, reading, false, target)
        if (got === undefined) isWhole &&= isOptional
        else if (target === undefined) value[name as string] = got
        else if (got !== target) Object.assign(target, got)
      }
      return isWhole ? (value as Group<I>) : undefined
    },
    write: (value) => {
      const properties = value as Readonly<Record<string, unknown>>
      return steps.flatMap(({ name, part }) => {
        const given = name === undefined ? value : properties[name]
        return given === undefined ? [] : part.write(given)
      })
    },
  }
}

/** A part of a group; without a name its properties join the value. */
interface Step<Whole, Piece> {
  readonly name: string | undefined
  readonly part: Part<Whole, Piece, unknown>
}

function readPlainly<Whole, Piece>(steps: readonly Step<Whole, Piece>[], scope: Scope, target: ObjectSource): string {
  for (const { name, part } of steps) {
    if (!isOptionalPart(part)) readStepPlainly(name, part, scope, target)
    else {
      target.stand(scope)
      whenIn(part, scope, (inner) => readStepPlainly(name, part, inner, target))
    }
  }
  return target.stand(scope)
}

function readStepPlainly<Whole, Piece>(
  name: string | undefined,
  part: Part<Whole, Piece, unknown>,
  scope: Scope,
  target: ObjectSource,
): void {
  const { read } = plainly(part)
  if (name === undefined) {
    const value = read(scope, target)
    if (value !== target.name) scope.line(`Object.assign(${target.stand(scope)}, ${value})`)
  } else if ('isGroup' in part) {
    const group = target.group(scope, name)
    const isNew = !group.isStanding
    const value = read(scope, group)
    if (isNew) target.set(scope, name, value)
  } else target.set(scope, name, read(scope))
}

/** How the part is read where all is plain; by its own functions when it does not say. */
export function plainly<Whole>(part: Part<Whole, unknown, unknown>): PlainPart {
  if (part.plain !== undefined) return part.plain
  const read = (whole: Whole) => {
    const findings: Finding[] = []
    const value = part.read(whole, { findings })
    return findings.length === 0 ? value : undefined
  }
  return { isIn: (scope) => scope.call(part.isIn), read: (scope) => scope.keepPlain(scope.call(read)) }
}

/** Adds what is done where there is something to read. */
export function whenIn<Whole>(part: Part<Whole, unknown, unknown>, scope: Scope, inside: (scope: Scope) => void): void {
  if (part.places === undefined) return scope.when(plainly(part).isIn(scope), inside)
  // Texts are made only where there are any.
  const isFilled = scope.isFilled(part.places)
  scope.when(isFilled, (inner) => {
    const isIn = plainly(part).isIn(inner)
    if (isIn === isFilled) inside(inner)
    else inner.when(isIn, inside)
  })
}

/** Bits of the elements that these parts read; undefined when it is not known of one. */
function placesOf(parts: readonly { readonly places?: number | undefined }[]): number | undefined {
  let all = 0
  for (const { places } of parts) {
    if (places === undefined) return undefined
    all |= places
  }
  return all
}

function isOptionalPart<Whole, Piece, T>(part: Part<Whole, Piece, T>): part is OptionalPart<Whole, Piece, T> {
  return 'isOptional' in part
}

export function isPart<Whole, Piece>(input: Input<Whole, Piece>): input is Part<Whole, Piece, unknown> {
  return typeof input.read === 'function'
}
