// The root of all codecs: a part of something bigger that can be read out of it and written into it by one definition.
import type { Finding } from '../values/index.js'

/** Where findings go while a value is read, and the loop that is being read. */
export interface Reading {
  readonly findings: Finding[]
  readonly loop?: string
}

export type Properties = Record<string, unknown>

/** What a part of a loop reads: children with this id and, when `codes` are named, one of these in element 01. */
export interface Key {
  readonly id: string
  readonly codes?: readonly string[]
}

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
  /** Nothing else than these children is read; unknown when left out. */
  readonly keys?: readonly Key[] | undefined
  /** Bits of elements (as of `filled`) without any of which there is nothing to read; 0 where nothing is read; unknown when left out. */
  readonly places?: number | undefined
}

/** Tells of a whole which of some parts may have something to read in it: bit n for part n, counted around after 31. */
export type Scout<Whole> = (whole: Whole) => number

export interface OptionalPart<Whole, Piece, T> extends Part<Whole, Piece, T> {
  readonly isOptional: true
  /** What it reads when there is something to read. */
  readonly part: Part<Whole, Piece, T>
}

/** A part whose value is an object that another part may fill as well. */
export interface GroupPart<Whole, Piece, T> extends Part<Whole, Piece, T> {
  readonly isGroup: true
}

/** A part whose value is a list: an empty one where nothing is to be read. */
export interface ListPart<Whole, Piece, T> extends Part<Whole, Piece, readonly T[]> {
  readonly isList: true
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
    keys: part.keys,
    places: part.places,
    isIn: (whole) => part.isIn(whole),
    read: (whole, reading) => part.read(whole, reading, true),
    write: (value) => part.write(value),
  }
}

/** Reads `value` where the part is absent, and writes nothing for it. */
export function defaulted<Whole, Piece, T>(part: Part<Whole, Piece, T>, value: T): Part<Whole, Piece, T> {
  return {
    keys: part.keys,
    places: part.places,
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
    keys: part.keys,
    places: part.places,
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
export function seriesOf<Whole, Piece, T>(
  parts: readonly Part<Whole, Piece, T>[],
  scoutFor: (parts: readonly Part<Whole, Piece, T>[]) => Scout<Whole>,
): Part<Whole, Piece, readonly T[]> {
  const scout = scoutFor(parts)
  return {
    isIn: (whole) => {
      const seen = scout(whole)
      return parts.some((part, index) => (seen & (1 << index)) !== 0 && part.isIn(whole))
    },
    read: (whole, reading, mayBeAbsent) => {
      const values: (T | undefined)[] = []
      const seen = scout(whole)
      for (const [index, part] of parts.entries())
        if ((seen & (1 << index)) !== 0 && part.isIn(whole)) values.push(part.read(whole, reading))
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
 * Several inputs as one value, read and written in their order. The body of `elements`, `segments` and `loopCodec`.
 * A property named twice is one object that both parts fill, and each writes its own of it.
 * `scoutFor` spares the optional parts that have nothing to read the look.
 */
export function grouped<Whole, Piece, I extends readonly Input<Whole, Piece>[]>(
  inputs: I,
  scoutFor: (parts: readonly Part<Whole, Piece, unknown>[]) => Scout<Whole> = everything,
): GroupPart<Whole, Piece, Group<I>> {
  const steps = inputs
    .flatMap((input): [string | undefined, Part<Whole, Piece, unknown>][] => (isPart(input) ? [[undefined, input]] : Object.entries(input)))
    .map(([name, part], index) => {
      const isOptional = isOptionalPart(part)
      // Every element of every segment is read through here: straight from the part that `optional` wraps.
      const { read } = isOptional ? part.part : part
      return { name, part, read, isOptional, isGroup: 'isGroup' in part, isList: 'isList' in part, bit: 1 << index }
    })
  const scout = scoutFor(steps.map(({ part }) => part))
  const readSteps = steps.filter(({ part }) => part.places !== 0)
  const isAnyIn = (whole: Whole, seen: number) => {
    for (const { part, bit } of steps) if ((seen & bit) !== 0 && part.isIn(whole)) return true
    return false
  }
  return {
    isGroup: true,
    isIn: (whole) => isAnyIn(whole, scout(whole)),
    read: (whole, reading, mayBeAbsent, into) => {
      const seen = scout(whole)
      if (mayBeAbsent && !isAnyIn(whole, seen)) return undefined
      const value = into ?? {}
      let isWhole = true
      for (const { name, read, isOptional, isGroup, isList, bit } of readSteps) {
        const mayBeIn = (seen & bit) !== 0
        if (isOptional && !mayBeIn) continue
        const target = name === undefined ? value : isGroup ? (value[name] as Properties | undefined) : undefined
        const got = isList && !mayBeIn ? [] : read(whole, reading, isOptional, isOptional ? undefined : target)
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

const everything = () => () => -1

function isOptionalPart<Whole, Piece, T>(part: Part<Whole, Piece, T>): part is OptionalPart<Whole, Piece, T> {
  return 'isOptional' in part
}

export function isPart<Whole, Piece>(input: Input<Whole, Piece>): input is Part<Whole, Piece, unknown> {
  return typeof input.read === 'function'
}
