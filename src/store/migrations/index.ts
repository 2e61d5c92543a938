// Every change of the schema, in order. A migration that was released is never edited; the next change is a new one.
import { Claims1763900000002 } from './claims.js'
import { Files1763900000001 } from './files.js'
import { Money1763900000003 } from './money.js'
import { Operations1763900000004 } from './operations.js'

export const migrations = [Files1763900000001, Claims1763900000002, Money1763900000003, Operations1763900000004]
