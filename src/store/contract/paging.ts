// Listings come in pages.

/** A page of a listing, newest first unless said otherwise; `next` continues it and is absent at its end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

export interface Paging {
  readonly limit?: number
  readonly cursor?: string
}
