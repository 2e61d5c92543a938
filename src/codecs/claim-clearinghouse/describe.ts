// The tables as people read them: every field by its path, with its place in the guide and in our claim.
import type { Field, Table } from './fields.js'

export interface FieldRow {
  /** "claimInformation.serviceLines[].serviceDate". */
  readonly path: string
  readonly isNeeded: boolean
  /** Elements or segments; empty for a field that is not used. */
  readonly guide: string
  /** JSON pointer in our claim, "-" for an item of a list; or why it is not used. */
  readonly to: string
}

export function describeTable(table: Table, path = '', to = ''): readonly FieldRow[] {
  return table.flatMap((field) => describeField(field, path === '' ? field.name : `${path}.${field.name}`, `${to}${field.to}`))
}

function describeField({ shape, guide, needed }: Field, path: string, to: string): readonly FieldRow[] {
  const isNeeded = needed === true
  if (shape.kind === 'unused') return [{ path, isNeeded, guide: '', to: `not used: ${shape.why}` }]
  if (shape.kind === 'leaf') return [{ path, isNeeded, guide, to }]
  if (shape.kind === 'leaves') return [{ path: `${path}[]`, isNeeded, guide, to }]
  if (shape.kind === 'object') return describeTable(shape.fields, path, to)
  if (shape.kind === 'roles') return [{ path: `${path}[].providerType`, isNeeded, guide: 'NM101', to: Object.keys(shape.roles).join(', ') }]
  return describeTable(shape.fields, `${path}[]`, to)
}
