// What stands in a file: interchanges, groups, transaction sets, and what was found in them.
import type { ByteRange, Finding, Instant } from '../../values/index.js'
import type { Direction } from './files.js'
import type { Page, Paging } from './paging.js'

export interface InterchangeRow {
  readonly id: string
  readonly fileId: string
  /** From 1, in the file. */
  readonly ordinal: number
  readonly direction: Direction
  readonly partnerId?: string
  readonly control: string
  readonly senderQualifier: string
  readonly senderId: string
  readonly receiverQualifier: string
  readonly receiverId: string
  /** ISA09 and ISA10 as written. */
  readonly date: string
  readonly time: string
  readonly usage: string
  readonly range: ByteRange
  readonly verdict: string
  /** TA1 verdict we gave or got: A, E, R. */
  readonly acknowledged?: string
  readonly at: Instant
}

export interface GroupRow {
  readonly id: string
  readonly interchangeId: string
  readonly ordinal: number
  readonly functionalId: string
  readonly control: string
  readonly version: string
  readonly verdict: string
  readonly acknowledged?: string
}

/** reading: not all of it was seen yet; read: its content is staged and its end was seen; done: its effects have happened; refused: it may have none. */
export type SetState = 'reading' | 'read' | 'done' | 'refused'

export interface SetRow {
  readonly id: string
  readonly fileId: string
  readonly interchangeId: string
  readonly groupId: string
  /** From 1, in the file. */
  readonly ordinal: number
  readonly type: string
  readonly guide: string
  readonly control: string
  /** BHT03, or TRN02 of an 835. */
  readonly reference?: string
  readonly range: ByteRange
  readonly segments: number
  readonly units: number
  readonly verdict: string
  readonly state: SetState
  /** IK501 that came back for a set we sent. */
  readonly acknowledged?: string
}

export interface StoredFinding extends Finding {
  readonly fileId: string
  readonly interchange?: string
  readonly group?: string
  readonly transactionSet?: string
  readonly message: string
  readonly decision?: string
}

/** One that has just begun. */
export type NewInterchange = Omit<InterchangeRow, 'id' | 'verdict'>

export interface InterchangeStore {
  /**
   * Adds the row when its header is read; length, verdict (until then empty) and counts come with `finish…`. `repeats` names an earlier interchange
   * of another file with the same sender, receiver, control number, date and time. The same file and ordinal again (a second
   * try after a crash) gives back what is there, with its state.
   */
  add(row: NewInterchange): Promise<{ readonly id: string; readonly isNew: boolean; readonly repeats?: string }>
  addGroup(row: Omit<GroupRow, 'id' | 'verdict'>): Promise<{ readonly id: string }>
  addSet(
    row: Omit<SetRow, 'id' | 'verdict' | 'state' | 'segments' | 'units'>,
  ): Promise<{ readonly id: string; readonly isNew: boolean; readonly state: SetState }>
  finishInterchange(id: string, end: { readonly verdict: string; readonly range: ByteRange }): Promise<void>
  finishGroup(id: string, end: { readonly verdict: string }): Promise<void>
  /** Changes what is given. */
  finishSet(
    id: string,
    end: Partial<Pick<SetRow, 'verdict' | 'state' | 'range' | 'segments' | 'units' | 'reference' | 'guide'>>,
  ): Promise<void>
  /** Replaces the findings of a file. */
  saveFindings(fileId: string, findings: readonly StoredFinding[]): Promise<void>
  findings(fileId: string): Promise<readonly StoredFinding[]>
  find(
    id: string,
  ): Promise<(InterchangeRow & { readonly groups: readonly (GroupRow & { readonly sets: readonly SetRow[] })[] }) | undefined>
  findSet(setId: string): Promise<SetRow | undefined>
  setsOfFile(fileId: string): Promise<readonly SetRow[]>
  list(query: Paging & { readonly direction?: Direction; readonly partnerId?: string }): Promise<Page<InterchangeRow>>
  /** Interchanges we sent with this control number to this receiver, latest first. */
  sentByControl(control: string, receiverId: string): Promise<readonly InterchangeRow[]>
  /** Groups we sent with this functional id and GS06 to this receiver, latest first, with their sets. */
  sentGroups(
    functionalId: string,
    control: string,
    receiverId: string,
  ): Promise<readonly (GroupRow & { readonly sets: readonly SetRow[] })[]>
  /** Sets we sent under this BHT03, latest first. */
  sentByReference(reference: string): Promise<readonly SetRow[]>
  acknowledge(what: { readonly interchangeId?: string; readonly groupId?: string; readonly setId?: string }, verdict: string): Promise<void>
}
