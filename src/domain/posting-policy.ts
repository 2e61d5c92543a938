// How remittances get into the books: by themselves, after a person looked, or not before a person lets them.

export type PostingPolicy = 'automatic' | 'review' | 'hold'

/** What a remittance may hold that a practice wants to see first. */
export const postingTraits = ['reversal', 'denial', 'zero-payment', 'provider-adjustment'] as const
export type PostingTrait = (typeof postingTraits)[number]

export interface PostingRules {
  /** Of every remittance. */
  readonly mode: PostingPolicy
  /** Of remittances that hold such a thing; the strictest that applies is followed. */
  readonly rules: Readonly<Partial<Record<PostingTrait, PostingPolicy>>>
  /** Post only when the money is seen: of every practice, or of those with these NPIs or tax ids. Of a payer: in place of the general word. */
  readonly awaitFunds?: boolean | readonly string[]
}
