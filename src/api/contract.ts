// What the API says: one schema per view gives the type, the OpenAPI document and what the tests hold answers against.
// Money is in whole cents, in fields that end in Cents; days YYYY-MM-DD; instants UTC; ids opaque.
export * from './contract/claims.js'
export * from './contract/deposits.js'
export * from './contract/files.js'
export * from './contract/inquiries.js'
export * from './contract/leaves.js'
export * from './contract/money.js'
export * from './contract/reports.js'
export * from './contract/sending.js'
export * from './contract/shared.js'
export * from './contract/statement.js'
export * from './contract/upkeep.js'
export * from './contract/work-items.js'
