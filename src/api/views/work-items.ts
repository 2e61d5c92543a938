// Work items as the API shows them.
import type { DenialWork, WorkFile } from '../../gateway/index.js'
import type { WorkItem } from '../../store/index.js'
import type { DenialView, WorkFileView, WorkItemView } from '../contract.js'

export function toWorkItemView(item: WorkItem): WorkItemView {
  const { id, type, state, openedAt, line, nextAction, claimId, remittanceId, fileId, facts, assignedTo, snoozedUntil, decided } = item
  return {
    id,
    type,
    state,
    openedAt,
    patientControlNumber: item.claim,
    line,
    amountCents: item.cents,
    nextAction,
    claimId,
    remittanceId,
    fileId,
    assignedTo,
    snoozedUntil,
    decided,
    facts: facts && { ...facts },
  }
}

export function toWorkFileView({ item, history, ...standing }: WorkFile): WorkFileView {
  return { ...toWorkItemView(item), ...standing, history: history.map((event) => ({ ...event })) }
}

export function toDenialView({ item, ...standing }: DenialWork): DenialView {
  return { ...toWorkItemView(item), ...standing }
}
