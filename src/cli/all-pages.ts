// Listings of the store come in pages; commands print them whole.
import type { Page } from '../store/index.js'

export async function allPages<T>(read: (cursor: { readonly cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let page = await read({})
  items.push(...page.items)
  while (page.next !== undefined) {
    page = await read({ cursor: page.next })
    items.push(...page.items)
  }
  return items
}
