// The journal for other programs: entries after a cursor, in posting order, as bytes of the format asked for. What is held is a page.
import { type ExportFormatName, exportFormats, journalColumns, type JournalLine } from '../export/index.js'
import type { Store } from '../store/index.js'

const pageSize = 1000

export interface JournalExport {
  readonly bytes: AsyncGenerator<Uint8Array>
  /** Once the bytes are read: how many entries they hold, and the number to go on after. */
  readonly outcome: { entries: number; next: number }
}

/** `after`: the running number of the last entry that the reader has; 0 for all. Numbers are in order of commitment: none comes in before it. */
export function exportJournal(store: Store, format: ExportFormatName, after: number): JournalExport {
  const outcome = { entries: 0, next: after }
  async function* pages(): AsyncGenerator<readonly JournalLine[]> {
    let cursor: string | undefined
    do {
      const page = await store.ledger.entries({ after, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })
      yield await withRemittances(page.items)
      outcome.entries += page.items.length
      outcome.next = page.items.at(-1)?.seq ?? outcome.next
      cursor = page.next
    } while (cursor !== undefined)
  }

  async function withRemittances(entries: readonly JournalLine['entry'][]): Promise<readonly JournalLine[]> {
    const ids = new Set(entries.flatMap(({ remittanceId }) => remittanceId ?? []))
    const remittances = new Map<string, JournalLine['remittance']>()
    for (const id of ids) remittances.set(id, (await store.remittances.find(id))?.remittance)
    return entries.map((entry) => {
      const remittance = remittances.get(entry.remittanceId ?? '')
      return remittance === undefined ? { entry } : { entry, remittance }
    })
  }

  return { bytes: exportFormats[format].write(journalColumns, pages()), outcome }
}
