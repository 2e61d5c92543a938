// How many generated remittances the books are tried with: some each time, five thousand with `npm run test:money`.

/** X12GW_MONEY_REMITTANCES sets the number and X12GW_MONEY_SEED the seed, so that a failure is repeated. */
export function moneyRuns(usual: number): { readonly remittances: number; readonly seed: { readonly seed?: number } } {
  const { X12GW_MONEY_REMITTANCES: remittances, X12GW_MONEY_SEED: seed } = process.env
  return {
    remittances: remittances === undefined ? usual : Number(remittances),
    seed: seed === undefined ? {} : { seed: Number(seed) },
  }
}

/** Set by `npm run test:money`: everything that is done in full only there. */
export const isLongMoneyRun = process.env.X12GW_MONEY_REMITTANCES !== undefined
