// A claim through all edits: what comes out are findings like those of the guide, each with its edit and its place in both forms.
import type { Claim } from '../domain/index.js'
import { type Finding, finding, type Position } from '../values/index.js'
import { edits } from './catalogue.js'
import type { Edit, EditFacts, Hit } from './edit.js'

/** A finding of an edit, before its severity is decided. */
export interface Edited {
  readonly edit: Edit
  readonly hit: Hit
}

/** Asks a claim every edit; never throws for what a claim says. */
export function editClaim(claim: Claim, facts: EditFacts): readonly Edited[] {
  return edits.flatMap((edit) => [...edit.find(claim, facts)].map((hit): Edited => ({ edit, hit })))
}

/** As a finding at a position in the file; `pointer` is its place in claims that were handed in as values, and only such findings have one. */
export function toFinding({ edit, hit }: Edited, at: Position, pointer?: string): Finding {
  const says = edit.says.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(hit.detail?.[name] ?? hole))
  const [loop = ''] = hit.path.split('/')
  const detail = { ...hit.detail, rule: edit.id, says, ...(pointer === undefined ? {} : { pointer }) }
  return finding(edit.severity === 'error' ? 'CLAIM_EDIT' : 'CLAIM_EDIT_DOUBTFUL', at, hit.path, detail, loop)
}
