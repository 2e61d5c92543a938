export { actualAllowed, statedAllowed } from './actual.js'
export { compareLines, contractItem, type DecidedLine, type LineComparison } from './compare.js'
export { expectedAllowed, type PricedLine } from './expected.js'
export { feeColumns, type FeeTable, readFeeCsv } from './read-fee-csv.js'
