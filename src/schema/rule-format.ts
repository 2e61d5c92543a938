// Rules of situation, balance and form as they are written in schemas/rules/: rules.schema.json describes the same shapes.
// docs/schemas.md, "Situational rules", explains them.

/** Rules of one guide, or (without a guide) rules that several guides include. */
export interface RulesFile {
  readonly kind: 'rules'
  readonly id: string
  /** Id of the guide ("005010X222A1"). */
  readonly guide?: string
  /** Ids of rule files whose rules hold here too. */
  readonly include?: readonly string[]
  readonly rules: readonly WrittenRule[]
}

export interface WrittenRule {
  readonly id: string
  /** 3 balances, 4 situations, 5 forms of codes. */
  readonly snip: 3 | 4 | 5
  /** Loop in which it is looked at, once for each time the loop stands; several, or "*" for every loop that has the segment of `each`. */
  readonly loop: string | readonly string[]
  /** Looked at for each of these segments; a path that begins with its id and names no loop then means this very segment. */
  readonly each?: string
  /** All of these must hold, or the rule has nothing to say. */
  readonly when?: readonly WrittenCondition[]
  /** All of these must stand. */
  readonly requires?: string | readonly string[]
  readonly requiresOneOf?: readonly string[]
  /** None of these may stand. */
  readonly forbids?: string | readonly string[]
  /** What every value at the path must be. */
  readonly must?: WrittenTest
  /** No two values at the path are the same. */
  readonly unique?: string
  readonly sum?: WrittenSum
  readonly severity?: 'warning'
  /** Code of the catalogue, where one is older than the rules. */
  readonly code?: string
  /** One sentence without its end mark: what is wrong and what to do. `{difference}` is how far a sum of money is off, `{count}` one of numbers. */
  readonly says: string
}

export type WrittenCondition = WrittenTest | WrittenCount | { readonly any: readonly WrittenCondition[] }

/** How many there are of something. */
export interface WrittenCount {
  readonly count: string
  readonly where?: WrittenWhere
  readonly atLeast?: number
  readonly atMost?: number
}

/** What is asked of the values at a path; several tests in one hold all together. */
export interface WrittenTest {
  readonly path: string
  /** In conditions only. */
  readonly present?: boolean
  readonly in?: readonly string[]
  readonly notIn?: readonly string[]
  /** Regular expression for the whole value. */
  readonly matches?: string
  readonly atLeast?: number
  readonly atMost?: number
  readonly above?: number
  readonly below?: number
  /** Equal to some value at this path. */
  readonly same?: string
  /** Equal to none of the values at this path. */
  readonly differs?: string
  /** Day, or first day of a range: not before that of some value at this path. */
  readonly notBefore?: string
  /** Day, or last day of a range: not after that of some value at this path. */
  readonly notAfter?: string
  /** As a number not more than some value at this path. */
  readonly atMostOf?: string
  /** Not more than there are of this. */
  readonly atMostCount?: string
  /** The number of the loop among its like, from 1. */
  readonly isOrdinal?: true
}

/** `stated` (0 when left out) is the sum of `plus` less the sum of `minus`, to the cent. */
export interface WrittenSum {
  readonly stated?: string
  readonly plus?: readonly WrittenTerm[]
  readonly minus?: readonly WrittenTerm[]
}

export type WrittenTerm =
  | string
  | { readonly path: string; readonly where?: WrittenWhere; readonly paired?: readonly string[] }
  | { readonly count: string; readonly where?: WrittenWhere }

/** Only the innermost loops of the path where the value at the key is one of those at the value: {"SVD01": "2330B/NM109"}. */
export type WrittenWhere = Readonly<Record<string, string>>
