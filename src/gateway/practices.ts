// Whose claims they are.
import type { Claim, Practice } from '../domain/index.js'
import type { Store } from '../store/index.js'
import { type Clock, Fault } from '../values/index.js'

/** The practice that a command means: the one with this NPI, or the only one there is. */
export async function choosePractice(store: Store, npi?: string): Promise<Practice> {
  const practices = await store.practices.list()
  const chosen = npi === undefined ? practices[0] : practices.find((one) => one.npi === npi)
  if (chosen === undefined)
    throw new Fault(
      'REFUSED',
      npi === undefined
        ? 'no practice is set up yet; add it with: x12gw practice add --name … --npi … --tax-id …'
        : 'no practice has this NPI; x12gw practice list shows those there are',
    )
  if (npi === undefined && practices.length > 1)
    throw new Fault('REFUSED', 'there are several practices; say which one with --practice NPI')
  return chosen
}

/** The practice whose NPI bills this claim. Who hands in a claim vouches for its biller, so a new one is set up from the claim. */
export async function practiceOf(store: Store, clock: Clock, { billing }: Claim): Promise<Practice> {
  if (billing.npi === undefined) return choosePractice(store)
  const known = (await store.practices.list()).find(({ npi }) => npi === billing.npi)
  return known ?? store.practices.save({ name: billing.last, npi: billing.npi, taxId: billing.taxId }, clock())
}
