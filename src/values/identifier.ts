// Ids of our own rows: UUID version 7 (RFC 9562), so that they sort by the time they were made and carry no meaning.
import { randomInt, randomUUID } from 'node:crypto'

let lastMs = 0
let sequence = 0

/** A new id, later in sort order than any made before by this process. */
export function newId(): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    sequence = randomInt(0x0800)
  } else if (++sequence > 0x0fff) {
    lastMs += 1
    sequence = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  // Variant and random bits are those of a version 4 id, whose entropy Node draws in bulk.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`
}
