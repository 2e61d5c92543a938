// Which guides and code lists there are; asked by version and transaction set as an envelope names them.
import type { CodeList, Guide } from './types.js'

export interface SchemaRegistry {
  /** Guide for GS08 (or ST03) and ST01; undefined when there is none here. */
  guide(version: string, transactionSet: string): Guide | undefined
  readonly guides: readonly Guide[]
  /** ISA, TA1, GS, GE, IEA and the bare ST and SE. */
  readonly control: Guide
  codes(list: string): CodeList | undefined
  readonly codeLists: readonly CodeList[]
}

export function createRegistry(guides: readonly Guide[], control: Guide, lists: ReadonlyMap<string, CodeList>): SchemaRegistry {
  const byKey = new Map(guides.flatMap((guide) => guide.versions.map((version) => [`${version} ${guide.transactionSet}`, guide])))
  return {
    guide: (version, transactionSet) => byKey.get(`${version} ${transactionSet}`),
    guides,
    control,
    codes: (list) => lists.get(list),
    codeLists: [...lists.values()],
  }
}
