// A listing of the store from its first page to its last, a page at a time.

export async function* pagesOf<P extends { readonly next?: string }>(
  read: (cursor: { readonly cursor?: string }) => Promise<P>,
): AsyncGenerator<P> {
  let page = await read({})
  yield page
  while (page.next !== undefined) {
    page = await read({ cursor: page.next })
    yield page
  }
}
