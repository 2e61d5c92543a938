export { readBai2 } from './bai2.js'
export { readBankCsv, standardMapping } from './csv-by-mapping.js'
export { readNacha } from './nacha.js'
export { type BankStatement, traceIn } from './statement.js'
