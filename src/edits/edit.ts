// What an edit is: one question to a claim before it is sent, its answer by place. Source: domain rules 8.4.
import type { Claim, ClaimKind, ClaimOf, OpenClaim, PayerRules } from '../domain/index.js'
import type { IsoDate } from '../values/index.js'

/** What edits know besides the claim. There is no clock here: `today` is the day where the practice is. */
export interface EditFacts {
  readonly today: IsoDate
  /** ISA15 of the file in which the claim goes out. */
  readonly usage: 'P' | 'T'
  /** Payers reached through the partner; empty means any. */
  readonly reachedPayers: readonly string[]
  /** What the destination payer wants, where the settings tell. */
  readonly payer?: PayerRules
  /** Characters that delimit the file and so may not stand in the data; empty where others can be chosen. */
  readonly delimiters: string
  /** Is this a place of service of the list held here? */
  readonly isPlaceOfService: (code: string) => boolean
  /** Other claims of the same members that were sent and not voided, or stand before it in the same file. */
  readonly history: readonly OpenClaim[]
}

/** Where a claim fails an edit. */
export interface Hit {
  /** JSON pointer (RFC 6901) in the claim: "/lines/0/procedure/code". */
  readonly pointer: string
  /** The same place in the guide: "2400/SV101-2". */
  readonly path: string
  /** Element 01 of the segment, where several of its id stand in the loop. */
  readonly qualifier?: string
  /** Service line that it stands in, from 1. */
  readonly line?: number
  /** What the sentence needs: limits, counts, days; never what stands there. */
  readonly detail?: Readonly<Record<string, number | string>>
}

export interface Edit {
  /** Kebab-case, stable: partners' profiles decide on it, findings name it. */
  readonly id: string
  /** The practice's check that it is part of. */
  readonly check: EditCheck
  readonly severity: 'error' | 'warning'
  /** What is wrong and what to do, one sentence without its end mark; details go into braces. */
  readonly says: string
  /** Rules of schemas/rules and finding codes that tell the same. Where one of them is told of the same place, only one of the two is. */
  readonly same: readonly string[]
  readonly find: (claim: Claim, facts: EditFacts) => Iterable<Hit>
}

/** The checks in the order of the page that documents them, with what each is about. */
export const editChecks = {
  'E-NPI': 'provider identifiers',
  'E-TIN': 'tax numbers',
  'E-NAME': 'names',
  'E-DOB': 'dates of birth',
  'E-DATES': 'days of service and what they hang on',
  'E-SUM': 'charges',
  'E-UNITS': 'quantities',
  'E-ICD': 'diagnoses',
  'E-PTR': 'diagnoses of lines',
  'E-PROC': 'procedures and revenue codes',
  'E-MOD': 'modifiers',
  'E-POS': 'places of service',
  'E-UNLISTED': 'procedures without a name of their own',
  'E-ADDR': 'addresses',
  'E-MEMBER': 'member numbers',
  'E-PAYER': 'payers and the way to them',
  'E-SUBREL': 'patient and subscriber',
  'E-COB': 'payers before this one',
  'E-FREQ': 'replacements and voids',
  'E-CLIA': 'laboratory certificates',
  'E-NDC': 'drug numbers',
  'E-AUTH': 'authorizations',
  'E-REF': 'who referred or ordered',
  'E-ANES': 'anaesthesia',
  'E-ACC': 'accidents',
  'E-INST': 'stays and bills of institutions',
  'E-DENT': 'teeth',
  'E-DUP': 'what was billed before',
  'E-FILING': 'timely filing',
  'E-CTL': 'our own numbers',
  'E-CHAR': 'characters',
} as const
export type EditCheck = keyof typeof editChecks

type Rest = Partial<Pick<Edit, 'severity' | 'same'>>

/** An edit for claims of all kinds. */
export function edit(id: string, check: EditCheck, says: string, find: Edit['find'], { severity = 'error', same = [] }: Rest = {}): Edit {
  return { id, check, severity, says, same, find }
}

/** An edit for claims of one kind. */
export function editOf<const Kind extends ClaimKind>(
  kind: Kind,
  id: string,
  check: EditCheck,
  says: string,
  find: (claim: ClaimOf<Kind>, facts: EditFacts) => Iterable<Hit>,
  rest: Rest = {},
): Edit {
  return edit(id, check, says, (claim, facts) => (claim.kind === kind ? find(claim as ClaimOf<Kind>, facts) : []), rest)
}

export const warning = { severity: 'warning' } as const
