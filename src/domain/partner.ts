// A trading partner: a clearinghouse or payer that files are exchanged with, and what was agreed with it.
import type { Finding, IsoDate } from '../values/index.js'
import type { Expectations } from './expectation.js'

/** Sender or receiver of an interchange: ISA05/06 or ISA07/08, and the application code of GS02 or GS03. */
export interface EdiIdentity {
  readonly qualifier: string
  readonly id: string
  readonly applicationId: string
}

export interface Partner {
  /** Ours, stable: "acorn". */
  readonly id: string
  readonly name: string
  /** ISA15 of what is sent: P production, T test. */
  readonly usage: 'P' | 'T'
  readonly us: EdiIdentity
  readonly them: EdiIdentity
  /** NM1*41 contact of what we send. */
  readonly contact: { readonly name: string; readonly phone: string }
  /** NM1*40 name; NM109 is `them.applicationId`. */
  readonly receiverName: string
  /** Payers reached through this partner; empty means any. */
  readonly payers: readonly string[]
  readonly envelope: {
    readonly element: string
    readonly component: string
    readonly repetition: string
    readonly terminator: string
    /** Written after each terminator: nothing, LF or CRLF. */
    readonly lineEnd: '' | '\n' | '\r\n'
    /** May other delimiters be chosen when the data holds one of these? */
    readonly mayChange: boolean
    /** ISA14. */
    readonly acknowledgementRequested: boolean
  }
  /** What becomes of words (names, addresses, notes) in claims that come as JSON or CSV; each change is told. */
  readonly characters?: {
    readonly lowerCase: 'keep' | 'raise'
    /** Letters with accents and typographic signs: an error, or written as the plain ones. */
    readonly accents: 'refuse' | 'drop'
    /** Delimiters of the envelope, when it may not change: an error, or blanks in their place. */
    readonly delimiters: 'refuse' | 'blank'
  }
  /** Answers we write to what they send. */
  readonly acknowledge: { readonly ta1: boolean; readonly implementation999: boolean }
  /** Read an ISA that is not padded to its fixed widths? It is flagged all the same. */
  readonly repairIsa: boolean
  readonly limits: {
    /** CLM of one ST. */
    readonly claimsPerSet: number
    /** ST of one GS. */
    readonly setsPerGroup?: number
    /** CLM of one file, which is one interchange. */
    readonly claimsPerFile?: number
  }
  /** Are claims held and sent together? Without it each submission goes at once. */
  readonly batch?: BatchSettings
  /** What a finding does to the transaction set it stands in, by its code or by the rule it is of; others act by their severity. */
  readonly decisions: Readonly<Record<string, FindingDecision>>
  /** Ids of companion guides (config/companions/): what this partner asks for beyond the guides. */
  readonly companions?: readonly string[]
  /** How long to wait for each answer; the usual days where it is left out. */
  readonly expect?: Expectations
  /** Asking how claims stand (276); by hand and with the usual limits where it is left out. */
  readonly inquiry?: InquirySettings
  /** Claims to payers that come next, once those before have decided: held for a person (the default), or sent. */
  readonly secondary?: 'hold' | 'send'
  readonly folder: FolderSettings
  readonly schedule: {
    /** node-cron expressions, five or six parts. */
    readonly poll?: string
    readonly send?: string
    readonly timeZone: string
  }
}

/** When claims that are held go out; whichever comes first. */
export interface BatchSettings {
  readonly hold: boolean
  /** Are the claims of 837 files held as well? Otherwise such a file goes at once, its sets word for word. */
  readonly holdFiles?: boolean
  /** So many wait. */
  readonly maxClaims?: number
  /** The oldest waits so long. */
  readonly maxMinutes?: number
  /** "16:30": what came before it goes out then, in `timeZone`. */
  readonly cutOffs: readonly string[]
  readonly timeZone: string
  /** Days on which nothing goes out; what waits goes on the next day that is none. */
  readonly holidays: readonly IsoDate[]
  readonly onWeekends: boolean
}

/** When payers are asked for the status of claims. The first time is told by what is expected (`statusDays`). */
export interface InquirySettings {
  /** By schedule; otherwise only when somebody asks for it. */
  readonly automatic: boolean
  /** Calendar days before the same claim is asked about again. */
  readonly everyDays: number
  /** Claims of one file. */
  readonly claimsPerFile: number
}

export const defaultInquiry: InquirySettings = { automatic: false, everyDays: 7, claimsPerFile: 1000 }

export type FindingDecision = 'reject' | 'warn' | 'pass'

/** What the profile says of a finding: by its rule, which is more exact, else by its code. */
export function decisionOf({ decisions }: Pick<Partner, 'decisions'>, { code, detail: { rule } }: Finding): FindingDecision | undefined {
  return (typeof rule === 'string' ? decisions[rule] : undefined) ?? decisions[code]
}

/** Where files are put and taken, as seen from this partner's connection. */
export interface FolderPaths {
  readonly outbound: string
  readonly inbound: string
  /** Only names that match are taken: "*" and "?" wildcards; temporary names never are. */
  readonly inboundPattern: string
  /** What becomes of a file on the remote side once its bytes are safe here. */
  readonly afterDownload: 'delete' | 'move' | 'keep'
  readonly moveTo?: string
  /** How long a file's size and time must stand still before it is taken. */
  readonly stableMs: number
  /** Upload under a temporary name and rename, or straight to the final name. */
  readonly upload: 'rename' | 'direct'
}

export type FolderSettings = (
  | { readonly kind: 'local'; readonly root: string }
  | {
      readonly kind: 'sftp'
      readonly host: string
      readonly port: number
      readonly username: string
      /** "SHA256:…" fingerprints as `ssh-keygen -lf` prints them; several during a rotation, never none. */
      readonly hostKeys: readonly [string, ...string[]]
      readonly login: { readonly password: string } | { readonly privateKey: string; readonly passphrase?: string }
      readonly timeoutMs: number
    }
) &
  FolderPaths
