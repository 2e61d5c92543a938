// What a key may do. Every route names one of these; a key holds a list of them, and nothing is implied by another.

export const scopeMeanings = {
  'files.read': 'see which files came and went, their interchanges and findings',
  'files.write': 'hand in files',
  'raw.read': 'read the exact bytes of a file',
  'claims.read': 'read claims, their time lines, and what is awaited for them',
  'claims.write': 'check, submit, correct and void claims, and send those that wait',
  'remittances.read': 'read remittances and their claim payments',
  'remittances.write': 'post and void remittances; link claim payments and take them off',
  'deposits.read': 'see the deposits of bank files',
  'deposits.write': 'hand in bank files, match deposits and undo it',
  'fees.read': 'see the fee schedules',
  'fees.write': 'hand in fee schedules',
  'ledger.read': 'read patient accounts, balances and ledger entries',
  'ledger.write': 'book what patients paid, refunds, write-offs and transfers',
  'work.read': 'see work items',
  'work.write': 'resolve work items',
  'outbox.read': 'see what waits to be sent',
  'partners.read': 'see the trading partners',
  'keys.manage': 'make, list and revoke API keys',
  'audit.read': 'read the audit trail',
  'metrics.read': 'read the figures for monitoring',
} as const satisfies Record<string, string>

export type Scope = keyof typeof scopeMeanings

/** Every scope there is: what the first key of an installation holds. */
export const allScopes = Object.keys(scopeMeanings) as readonly Scope[]

export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopeMeanings, text)
}
