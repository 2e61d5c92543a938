// What the far side answers to a claim that breaks an edit, when the practice has its edits off: who notices, and in which words.
import type { Changes } from './edit-facts.js'

export interface EditAnswer {
  /**
   * "999" when the set is rejected; "277CA" with category, status and entity of the claim (A7:247 where only lines are wrong), then
   * those of its lines; "835" with the adjustment that denies, and its remark; "paid" when nobody notices; "refused" when it cannot leave at all.
   */
  readonly answer: string
  /** Why nobody notices, or what it is that does. */
  readonly why?: string
  /** What the claim needs besides, so that the far side can see it: a payer that asks for it, nothing that is told before. */
  readonly also?: Changes
  /** Handed in as an 837: the form of claims in JSON has no place for it. */
  readonly as837?: true
  /** The same claim is sent once more before, under another number. */
  readonly isRepeat?: true
  /** Where the life cycle is another than the answer makes one expect, and why. */
  readonly stands?: {
    readonly sent?: string
    readonly state: string
    readonly owner: string
    readonly work: readonly string[]
    readonly why: string
  }
}

/** By the id of the edit. */
export const editAnswers: Readonly<Record<string, EditAnswer>> = {
  'edit-npi-form': { answer: '277CA A7:562:85' },
  'edit-npi-missing': { answer: '835 CO 16 N290' },
  'edit-npi-of-person': { answer: '277CA A7:775:82', also: { '/providers/0/provider/first': undefined } },
  'edit-tin-form': { answer: '277CA A7:128:85' },
  'edit-tin-invented': { answer: '277CA A7:128:85' },
  'edit-tin-of-organisation': { answer: '277CA A7:128:85' },
  'edit-name-letters': { answer: '277CA A7:504:QC' },
  'edit-name-test': { answer: '835 CO 31' },
  'edit-birth-in-past': { answer: '277CA A8:158:IL line A8:187' },
  'edit-birth-age': { answer: '277CA A7:158:QC' },
  'edit-birth-before-service': { answer: '277CA A7:247 line A8:187' },
  'edit-death-before-service': { answer: '835 CO 13' },
  'edit-service-in-past': { answer: '277CA A7:187' },
  'edit-days-in-order': { answer: '999' },
  'edit-event-before-service': { answer: '277CA A8:397' },
  'edit-admission-before-visit': { answer: '277CA A7:189' },
  'edit-line-within-statement': { answer: '277CA A7:247 line A8:187' },
  'edit-charge-sum': { answer: '277CA A7:400' },
  'edit-charge-negative': { answer: '277CA A7:400 line A8:583', why: 'the charges do not add up to that of the claim either' },
  'edit-charge-zero': { answer: '277CA A7:178', also: { '/lines/0/chargeCents': 0 } },
  'edit-units-positive': { answer: '277CA A7:247 line A8:476' },
  'edit-units-decimals': { answer: '277CA A7:476' },
  'edit-minutes-whole': { answer: '277CA A7:247 line A8:476' },
  'edit-diagnosis-form': { answer: '277CA A7:254' },
  'edit-diagnosis-once': { answer: '277CA A7:255' },
  'edit-diagnosis-external-first': { answer: '277CA A8:254' },
  'edit-pointer-known': { answer: '277CA A7:247 line A8:477' },
  'edit-diagnosis-unused': { answer: 'paid', why: 'a diagnosis that no line points at changes no decision' },
  'edit-procedure-form': { answer: '277CA A7:454' },
  'edit-revenue-code': { answer: '277CA A7:247 line A7:455' },
  'edit-modifier-form': { answer: '999' },
  'edit-modifier-once': { answer: '835 CO 4 N519' },
  'edit-modifier-order': { answer: 'paid', why: 'payers that read the first modifiers only pay another amount, and say nothing' },
  'edit-modifier-of-visit': { answer: '835 CO 4' },
  'edit-modifier-sides': { answer: '835 CO 4 N519' },
  'edit-place-known': { answer: '277CA A7:249' },
  'edit-inpatient-admission': { answer: '277CA A8:188 A8:189' },
  'edit-telehealth-modifier': { answer: '835 CO 4' },
  'edit-telehealth-place': { answer: '835 CO 5 M77' },
  'edit-unlisted-description': { answer: '835 CO 16 N350' },
  'edit-address-box': { answer: '277CA A7:503:85' },
  'edit-address-zip-nine': { answer: '277CA A7:500:85' },
  'edit-address-zip-empty': { answer: '277CA A7:500:85' },
  'edit-address-zip-of-state': { answer: 'paid', why: 'a payer knows the address of its member, and does not compare that of the claim' },
  'edit-member-missing': { answer: '277CA A8:164:IL' },
  'edit-member-signs': { answer: '277CA A7:164:IL' },
  'edit-member-medicare': { answer: '277CA A7:164:IL' },
  'edit-member-of-payer': { answer: '277CA A7:164:IL', also: { '/coverages/0/payer/id': '60003' } },
  'edit-payer-route': { answer: '277CA A3:116:PR' },
  'edit-payer-of-tests': { answer: '277CA A3:116:PR', also: { '/coverages/0/payer/id': '60008' } },
  'edit-self-is-subscriber': { answer: 'paid', why: 'under relationship 18 one person is written, so nothing is left to compare' },
  'edit-dependent-is-another': { answer: '277CA A7:156:QC' },
  'edit-prior-payer': { answer: '277CA A8:171' },
  'edit-prior-decision': {
    answer: '835 CO 22 N4',
    stands: {
      sent: 'ClearinghouseAccepted',
      state: 'submitted',
      owner: 'payer',
      work: ['secondary-before-primary'],
      why: 'what a later payer says waits until the first one has decided',
    },
  },
  'edit-line-balance': { answer: '277CA A7:400 line A7:400' },
  'edit-claim-balance': { answer: '277CA A7:400' },
  'edit-patient-share-once': { answer: '277CA A8:183' },
  'edit-original-number': { answer: '277CA A8:464' },
  'edit-medicare-takes-originals': { answer: '277CA A7:535', also: { '/originalPayerClaimNumber': '0226270001234' } },
  'edit-clia-missing': { answer: '835 CO 16 MA120' },
  'edit-clia-form': { answer: '277CA A7:247 line A7:544' },
  'edit-clia-waived': { answer: '835 CO 4' },
  'edit-ndc-form': { answer: '277CA A7:247 line A7:218' },
  'edit-ndc-quantity': { answer: '277CA A7:247 line A8:724' },
  'edit-ndc-missing': { answer: 'paid', why: 'this payer does not ask for the drug number' },
  'edit-ndc-required': { answer: '835 CO 16 M119', also: { '/coverages/0/payer/id': '60006' } },
  'edit-authorization': { answer: '835 CO 197', also: { '/coverages/0/payer/id': '60005' } },
  'edit-referrer-missing': { answer: 'paid', why: 'this payer does not ask who referred; Medicare does' },
  'edit-referrer-of-medicare': { answer: '835 CO 16 N265' },
  'edit-referrer-is-somebody': { answer: '277CA A7:504:DN' },
  'edit-anaesthesia-minutes': { answer: '277CA A7:247 line A8:659' },
  'edit-anaesthesia-length': { answer: '835 CO 151' },
  'edit-anaesthesia-status': { answer: 'paid', why: 'few payers pay more for a physical status, and none of these asks for it' },
  'edit-accident-state': { answer: '277CA A8:750' },
  'edit-accident-date': { answer: '277CA A8:727' },
  'edit-accident-at-work': { answer: '835 CO 19' },
  'edit-stay-admission': { answer: '277CA A8:189' },
  'edit-stay-admitting-diagnosis': { answer: '277CA A8:232' },
  'edit-stay-attending': { answer: '277CA A8:125:71' },
  'edit-stay-present-on-admission': { answer: '835 CO 16 N434' },
  'edit-bill-type': { answer: '277CA A7:228', also: { '/facilityType': '93' }, why: 'a third digit before the frequency is a 999 already' },
  'edit-values-not-negative': { answer: '277CA A8:725', as837: true },
  'edit-occurrence-in-life': { answer: '277CA A7:720' },
  'edit-covered-days': { answer: '277CA A7:726' },
  'edit-tooth-form': { answer: '277CA A7:247 line A7:244' },
  'edit-surface-known': { answer: '999' },
  'edit-area-known': { answer: '277CA A7:247 line A7:245' },
  'edit-prosthesis-said': { answer: '277CA A7:384', also: { '/lines/0/dates': {} } },
  'edit-replacement-prior': { answer: '277CA A7:247 line A8:201' },
  'edit-service-sent-before': {
    answer: '835 OA 18',
    isRepeat: true,
    stands: { state: 'submitted', owner: 'payer', work: [], why: 'a denial as duplicate moves no money; the first claim has it' },
  },
  'edit-line-repeated': {
    answer: '835 OA 18',
    stands: { state: 'paid', owner: 'payer', work: [], why: 'a denial as duplicate moves no money, and the line stays open' },
  },
  'edit-filing-late': { answer: '835 CO 29', also: { '/coverages/0/payer/id': '60004' } },
  'edit-filing-soon': { answer: 'paid', why: 'it is in time still' },
  'edit-claim-number-form': { answer: 'paid', why: 'these payers give a number back as it came' },
  'edit-claim-number-length': { answer: 'paid', why: 'these payers give back all 38 characters that the guide allows; others cut it' },
  'edit-line-number-once': { answer: '277CA A7:247 line A8:584', as837: true },
  'edit-character': { answer: '999' },
  'edit-character-delimiter': { answer: 'refused', why: 'it cannot be written, so it never leaves, whatever the profile says' },
}
