// A file of ours is known to have arrived: by our own upload, by a look at the remote side, or because it was answered.
import type { OutboxRow, Store } from '../store/index.js'
import type { Clock } from '../values/index.js'

/** Marks the row as sent, and ends the question about it where there was one. */
export async function markArrived(store: Store, clock: Clock, { id, fileId, state }: OutboxRow, reason: string): Promise<void> {
  const at = clock()
  await store.outbox.mark(id, { state: 'sent', at })
  if (state !== 'uncertain') return
  const { items } = await store.workItems.list({ state: 'open', type: 'send-uncertain', fileId })
  for (const item of items) await store.workItems.resolve(item.id, { by: 'system', reason, at })
}

/** An answer to a file proves that it arrived, whatever became of the upload. */
export async function provenByAnswer(store: Store, clock: Clock, fileId: string): Promise<void> {
  for (const state of ['uncertain', 'sending'] as const) {
    const { items } = await store.outbox.list({ state, limit: 500 })
    for (const row of items) if (row.fileId === fileId) await markArrived(store, clock, row, 'the partner answered the file')
  }
}
