// Work for a person when a file that came, or a transaction set in it, could not be used: it may be money.
import type { WorkItemDraft } from '../domain/index.js'
import type { StoredFile, StoredFinding } from '../store/index.js'
import type { SetHeader } from '../x12/index.js'

type KeyedDraft = WorkItemDraft & { readonly key: string; readonly fileId: string }

/** For a file that was cut off, or of which nothing at all could be read. */
export function unusableFile(file: StoredFile, state: 'incomplete' | 'refused', findings: readonly StoredFinding[]): KeyedDraft {
  const codes = new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))
  return {
    type: state === 'incomplete' ? 'incomplete-file' : 'unreadable-file',
    key: `${state}:${file.id}`,
    fileId: file.id,
    nextAction:
      state === 'incomplete'
        ? 'wait for the whole file, or ask the sender for it'
        : 'ask the sender what this file is, and for the right one',
    facts: { sizeBytes: file.sizeBytes, codes: [...codes].slice(0, 10) },
  }
}

/** For one set among others; an unusable 835 whose header could be read is held as a remittance instead. */
export function unusableSet(file: StoredFile, setId: string, { control, type, version }: SetHeader): KeyedDraft {
  return {
    type: 'unreadable-file',
    key: `unreadable-set:${setId}`,
    fileId: file.id,
    nextAction: 'see the findings of the file, and ask the sender for a correct one; nothing of this transaction set was used',
    facts: { transactionSet: control, transactionSetType: type, version },
  }
}
