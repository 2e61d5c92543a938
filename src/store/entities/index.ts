// All tables, for the data source.
import type { EntitySchema } from 'typeorm'
import * as attempts from './attempts.js'
import * as books from './books.js'
import * as claims from './claims.js'
import * as deposits from './deposits.js'
import * as fees from './fees.js'
import * as files from './files.js'
import * as inquiries from './inquiries.js'
import * as interchanges from './interchanges.js'
import * as operations from './operations.js'
import * as postingRuns from './posting-runs.js'
import * as remittances from './remittances.js'

export const entities = [
  files,
  interchanges,
  claims,
  attempts,
  inquiries,
  remittances,
  deposits,
  fees,
  postingRuns,
  books,
  operations,
].flatMap((tables): EntitySchema[] => Object.values<EntitySchema>(tables))
