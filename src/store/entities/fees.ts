// The table of contract rates: what a rate is looked up by, and the whole of it.
import { EntitySchema } from 'typeorm'
import type { ContractRate } from '../../domain/index.js'
import type { Instant, IsoDate } from '../../values/index.js'
import { idColumn, instant, json, sha256Hex, text, word } from '../columns.js'

export interface ContractRateTable {
  readonly id: string
  /** Of everything that makes it one and the same row, in SHA-256. */
  readonly rateKey: string
  readonly payerId: string
  readonly procedure: string
  readonly from: IsoDate
  readonly terms: ContractRate
  readonly importedAt: Instant
}

export const contractRateEntity = new EntitySchema<ContractRateTable>({
  name: 'contract_rate',
  columns: {
    id: idColumn,
    rateKey: sha256Hex,
    payerId: text,
    procedure: { ...word, name: 'procedure_code' },
    from: { type: 'varchar', length: 10, name: 'effective_from' },
    terms: json,
    importedAt: instant,
  },
})
