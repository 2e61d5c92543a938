// PLB: money between payer and practice that belongs to no claim of the remittance (domain rule 1.8).
import type { Account, EntryDraft, ProviderAdjustment, WorkItemClosing, WorkItemDraft } from '../domain/index.js'
import { type Cents, formatCents, toCents } from '../values/index.js'

/** PLB codes with an account of their own; every other code waits in SUSPENSE:PLB for the bookkeeper. */
const accountOfCode: Readonly<Record<string, Account>> = {
  WO: 'DUE:PAYER',
  FB: 'DUE:PAYER',
  '72': 'REFUND:PAYER',
  B2: 'REFUND:PAYER',
  L6: 'INCOME:INTEREST',
  '50': 'EXPENSE:PENALTY',
  '51': 'EXPENSE:PENALTY',
  CT: 'INCOME:CAPITATION',
  CR: 'INCOME:CAPITATION',
  CV: 'INCOME:CAPITATION',
  CW: 'INCOME:CAPITATION',
  IR: 'TAX:WITHHELD',
  LE: 'EXPENSE:LEVY',
}

/** Does this PLB code postpone or take a recovery? */
export function isDueToPayer(reason: string): boolean {
  return accountOfCode[reason] === 'DUE:PAYER'
}

export interface ProviderAdjustmentSettlement {
  readonly entries: readonly EntryDraft[]
  readonly workItems: readonly WorkItemDraft[]
  readonly closes: readonly WorkItemClosing[]
}

/**
 * In: the adjustment, the open balances of DUE:PAYER by reference, debit positive as the books keep them (what we owe is
 * below 0), and the numbers of each claim that its reference names. Positive amounts are taken from us, negative ones given to us.
 */
export function postProviderAdjustment(
  { reason, reference, amountCents }: ProviderAdjustment,
  dueBalances: ReadonlyMap<string, Cents>,
  claims: readonly (readonly string[])[] = [],
): ProviderAdjustmentSettlement {
  if (amountCents === 0) return { entries: [], workItems: [], closes: [] }
  const account = accountOfCode[reason] ?? 'SUSPENSE:PLB'
  const ref = account === 'DUE:PAYER' ? dueKey(reference ?? '', amountCents, dueBalances, claims) : reference
  const [dr, cr]: readonly [Account, Account] = amountCents < 0 ? ['CASH:REMIT', account] : [account, 'CASH:REMIT']
  const entry = { dr, cr, cents: toCents(Math.abs(amountCents)), why: `PLB ${reason}`, ...(ref === undefined ? {} : { ref }) }
  if (account === 'SUSPENSE:PLB') {
    const nextAction = 'find what the payer means, then book it to its account'
    return {
      entries: [entry],
      workItems: [{ type: 'plb-review', cents: amountCents, nextAction, facts: { code: reason, ref } }],
      closes: [],
    }
  }
  return account === 'DUE:PAYER' && ref !== undefined
    ? { entries: [entry], ...dueItems(reason, ref, amountCents, dueBalances.get(ref) ?? 0) }
    : { entries: [entry], workItems: [], closes: [] }
}

/** R-PLB-1: what we owe under a reference never goes below nothing without somebody knowing. */
function dueItems(
  reason: string,
  ref: string,
  amountCents: Cents,
  before: number,
): Pick<ProviderAdjustmentSettlement, 'workItems' | 'closes'> {
  const owedBefore = 0 - before
  const owed = toCents(owedBefore - amountCents)
  const closes: WorkItemClosing[] = []
  if (owedBefore > 0 && owed <= 0) closes.push({ type: 'open-payer-balance', ref, outcome: 'recovered' })
  if (owedBefore < 0 && owed >= 0) closes.push({ type: 'recoupment-without-balance', ref, outcome: 'explained' })
  if (owedBefore > 0 && owed > 0 && amountCents < 0) closes.push({ type: 'open-payer-balance', ref, outcome: 'grown' })
  const item = owed * amountCents < 0 ? dueItem(reason, ref, owed) : undefined
  return { workItems: item === undefined ? [] : [item], closes }
}

/** What is to be done about this much that we owe a payer under a reference; below 0 the payer took what was not owed. */
export function dueItem(reason: string, ref: string, owed: Cents): WorkItemDraft | undefined {
  if (owed === 0) return undefined
  if (owed < 0)
    return {
      type: 'recoupment-without-balance',
      cents: toCents(0 - owed),
      nextAction: 'find the overpayment letter and book the claim side by hand, or dispute it',
      facts: { code: reason, ref },
    }
  // A plain number: the action is compared and searched as text.
  const amount = formatCents(owed).replaceAll(',', '')
  return {
    type: 'open-payer-balance',
    cents: owed,
    nextAction: `expect ${reason} +${amount}, or pay the overpayment letter`,
    facts: { ref },
  }
}

/** The reference itself where anything is due under it; else that of the balance which this amount answers: a recovery what we owe, and back. */
export function dueKey(
  reference: string,
  amountCents: Cents,
  dueBalances: ReadonlyMap<string, Cents>,
  claims: readonly (readonly string[])[],
): string {
  if (dueBalances.has(reference)) return reference
  const answered = [...dueBalances].filter(([, balance]) => balance * amountCents < 0).map(([key]) => key)
  return dueReference(reference, answered, claims)
}

/**
 * R-PLB-3: the key under which an amount is due. The reference itself when it is one; else the only known key among its
 * words (payers write "CLP01 CLP07 TRN02"), the only one that has it among its own words, or the only one that is a number of the
 * claim it speaks of, when that is exactly one. `claims`: the numbers of each claim that the reference names.
 */
export function dueReference(reference: string, known: readonly string[], claims: readonly (readonly string[])[] = []): string {
  if (known.includes(reference)) return reference
  const words = referenceWords(reference)
  const [claim] = claims
  const numbers = new Set(claims.length === 1 ? claim : [])
  const ways: readonly ((key: string) => boolean)[] = [
    (key) => words.has(key),
    (key) => referenceWords(key).has(reference),
    (key) => [...referenceWords(key)].some((word) => numbers.has(word)),
  ]
  for (const fits of ways) {
    const fitting = known.filter(fits)
    if (fitting.length > 1) return reference
    if (fitting[0] !== undefined) return fitting[0]
  }
  return reference
}

/** The words of a reference; of a Medicare number of 15 digits also the 13 after its first two. */
export function referenceWords(reference: string): ReadonlySet<string> {
  const words = reference.split(/[ /-]+/).filter((word) => word !== '')
  return new Set([reference, ...words, ...words.filter((word) => /^\d{15}$/.test(word)).map((word) => word.slice(2))])
}

/** R-PLB-4: a claim that was reversed must not be recovered by letter as well. `cents`: what the letters come to. */
export function doubleRecovery(claim: string, cents: Cents): WorkItemDraft {
  return {
    type: 'double-recovery',
    claim,
    cents,
    nextAction: 'this claim was recovered by letter and is reversed as well; ask payer which one stands',
  }
}

/** An overpayment letter as a person books it. */
export function isRecoveryLetter({ dr, cr }: Pick<EntryDraft, 'dr' | 'cr'>): boolean {
  return dr.startsWith('AR:') && cr === 'DUE:PAYER'
}
