// What is known of a claim from asking its payer, event by event: every state with every event, and every category with its meaning.
import { expect } from 'chai'
import {
  type InquiryEvent,
  type InquiryState,
  inquiryStates,
  meaningOfAnswer,
  nextInquiryState,
  type StatusInformation,
} from '../../src/domain/index.js'

/** What the payer says leads to the state of its name, from every state: it goes forwards and backwards. */
const answers = inquiryStates.slice(inquiryStates.indexOf('refused')) as readonly Exclude<InquiryState, 'unasked' | 'asked' | 'to-ask'>[]

/** Where our own doings lead, by state: A asked, T to ask again, U unasked; "-" stays. */
const table = `
                  inquired rejected not-now sent-anew
  unasked         A        -        -       U
  asked           A        T        T       U
  to-ask          A        -        -       U
  refused         A        -        -       U
  acknowledged    A        -        -       U
  returned        A        -        -       U
  not-found       A        -        -       U
  pending         A        -        -       U
  info-requested  A        -        -       U
  finalised       A        -        -       U
  paid            A        -        -       U
  denied          A        -        -       U
  revised         A        -        -       U
  no-payment      A        -        -       U
`
const own: readonly InquiryEvent[] = ['inquired', 'question rejected', 'not now', 'sent anew']
const names: Readonly<Record<string, InquiryState>> = { A: 'asked', T: 'to-ask', U: 'unasked' }

describe('what is known from asking', () => {
  const [, ...rows] = table.trim().split('\n')
  const cellsOf = new Map(
    rows.map((row) => {
      const [state, ...cells] = row.trim().split(/\s+/) as [InquiryState, ...string[]]
      return [state, cells] as const
    }),
  )

  it('is written out whole: every state, and an outcome for each event', () => {
    expect([...cellsOf.keys()]).to.deep.equal(inquiryStates)
    for (const [state, cells] of cellsOf) expect(cells, state).to.have.length(own.length)
  })

  for (const [state, cells] of cellsOf)
    it(`${state}: our doings lead to ${cells.join(' ')}, and each answer to the state of its name`, () => {
      for (const [index, event] of own.entries()) expect(nextInquiryState(state, event), event).to.equal(names[cells[index] ?? ''] ?? state)
      for (const event of answers) expect(nextInquiryState(state, event), event).to.equal(event)
    })
})

describe('what the categories of a 277 mean', () => {
  /** Categories (list 507), what is then known, and what they say of the way to the payer. */
  const meanings = [
    ['A0', 'acknowledged', 'payer accepted'],
    ['A1', 'acknowledged', 'payer received'],
    ['A2', 'acknowledged', 'payer accepted'],
    ['A3', 'returned', 'front end rejected'],
    ['A4', 'not-found', undefined],
    ['A5', 'acknowledged', 'payer accepted'],
    ['A6', 'returned', 'front end rejected'],
    ['A7', 'returned', 'front end rejected'],
    ['A8', 'returned', 'front end rejected'],
    ...(['P0', 'P1', 'P2', 'P5'] as const).map((category) => [category, 'pending', 'adjudicated'] as const),
    ...(['P3', 'P4'] as const).map((category) => [category, 'info-requested', 'adjudicated'] as const),
    ...Array.from({ length: 18 }, (_, index) => [`R${index}`, 'info-requested', 'adjudicated'] as const),
    ['F0', 'finalised', 'adjudicated'],
    ['F1', 'paid', 'adjudicated'],
    ['F2', 'denied', 'adjudicated'],
    ['F3', 'revised', 'adjudicated'],
    ['F3F', 'revised', 'adjudicated'],
    ['F3N', 'revised', 'adjudicated'],
    ['F4', 'no-payment', 'adjudicated'],
    ...(['E0', 'E3', 'E4'] as const).map((category) => [category, 'refused', undefined] as const),
    ...(['E1', 'E2'] as const).map((category) => [category, 'not now', undefined] as const),
    ['D0', 'not-found', undefined],
  ] as const

  const status = (...categories: readonly string[]): StatusInformation => ({
    codes: categories.map((category) => ({ category, status: '20' })),
  })

  for (const [category, event, heard] of meanings)
    it(`${category}: ${event}`, () => {
      expect(meaningOfAnswer([status(category)])).to.deep.equal({ event, ...(heard === undefined ? {} : { heard }) })
    })

  it('what somebody must act on goes before the rest, wherever it stands; what is of no list says nothing', () => {
    expect(meaningOfAnswer([status('P1', 'R4')])?.event).to.equal('info-requested')
    expect(meaningOfAnswer([status('F1'), status('A4')])?.event).to.equal('not-found')
    expect(meaningOfAnswer([status('F1'), status('P1')])?.event).to.equal('paid')
    expect(meaningOfAnswer([status('X1')])).to.equal(undefined)
    expect(meaningOfAnswer([])).to.equal(undefined)
  })
})
