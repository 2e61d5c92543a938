// Status questions (276) and answers (277): what is written reads back the same, and is right by the guide.
import { expect } from 'chai'
import * as fc from 'fast-check'
import {
  decodeLevelAnswers,
  decodeStatusAnswers,
  decodeStatusQuestions,
  decodeStatusResponse,
  decodeStatusTransaction,
  encodeStatusAnswers,
  encodeStatusQuestions,
} from '../../../src/codecs/index.js'
import type { StatusAnswer, StatusQuestion } from '../../../src/domain/index.js'
import { allSegments } from '../../../src/schema/index.js'
import type { Checked } from '../../../src/values/index.js'
import { type Segment } from '../../../src/x12/index.js'
import { statusAnswers, statusQuestions, statusTransaction } from '../../support/arbitrary-inquiry.js'
import { example } from '../../support/arbitrary-values.js'
import { asSet, form, guideOf, readSet, readSetFile, written } from '../../support/read-set.js'

const version = '005010X212'
const [questionGuide, answerGuide] = [guideOf(version, '276'), guideOf(version, '277')]

function wrongIn(decoded: readonly Checked<unknown>[], findings: Checked<unknown>['findings']): string[] {
  const all = [...findings, ...decoded.flatMap((one) => one.findings)]
  return all.filter(({ severity }) => severity !== 'info').map(({ code, path }) => `${code} ${path}`)
}

/** Levels are shared, so that the order of the claims may change: they are told apart by their traces. */
function byTrace<T extends { readonly claim?: { readonly trace: string } }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => (a.claim?.trace ?? 'X').localeCompare(b.claim?.trace ?? 'X'))
}

function readQuestions(segments: readonly Segment[]) {
  const { units, rest, findings } = readSet(questionGuide, segments, form)
  const header = decodeStatusTransaction(rest)
  const read = units.map(decodeStatusQuestions)
  const questions = read.flatMap(({ value }) => value ?? [])
  return { header: header.value, questions, wrong: wrongIn([header, ...read], findings) }
}

function readAnswers(segments: readonly Segment[]) {
  const { units, rest, findings } = readSet(answerGuide, segments, form)
  const header = decodeStatusResponse(rest)
  const read = units.map(decodeStatusAnswers)
  const levels = decodeLevelAnswers(
    rest,
    units.map(({ parents }) => parents),
  )
  const answers = [...read.flatMap(({ value }) => value ?? []), ...(levels.value ?? [])]
  return { header: header.value, answers, wrong: wrongIn([header, levels, ...read], findings) }
}

describe('status questions (276) written and read back', () => {
  it('are the same, and right by their guide', () => {
    fc.assert(
      fc.property(statusTransaction, statusQuestions, (header, questions) => {
        const read = readQuestions(asSet('276', version, encodeStatusQuestions(header, questions)))
        expect({ ...read, questions: byTrace(read.questions.map(({ question }) => question)) }).to.deep.equal({
          header,
          questions: byTrace(questions),
          wrong: [],
        })
      }),
    )
  })

  it('stand once beneath each payer, provider, subscriber and dependent, numbered as they come', () => {
    const [first] = example(statusQuestions)
    if (first === undefined) throw new Error('no question')
    const { patient: _, ...own } = first
    const at = (payer: string, member: string, dependent?: string): StatusQuestion => ({
      ...own,
      payer: { ...own.payer, id: payer },
      subscriber: { ...own.subscriber, id: member },
      ...(dependent === undefined ? {} : { patient: { entityType: '1', last: dependent } }),
    })
    const questions = [at('A', 'M1', 'LILY'), at('B', 'M1'), at('A', 'M1', 'LILY'), at('A', 'M1', 'BEN'), at('A', 'M2'), at('A', 'M2')]
    const segments = [...encodeStatusQuestions(example(statusTransaction), questions)]
    expect(segments.filter(({ id }) => id === 'HL').map(written)).to.deep.equal([
      'HL*1**20*1',
      'HL*2*1*21*1',
      'HL*3*2*19*1',
      'HL*4*3*22*1',
      'HL*5*4*23',
      'HL*6*4*23',
      'HL*7*3*22*0',
      'HL*8**20*1',
      'HL*9*8*21*1',
      'HL*10*9*19*1',
      'HL*11*10*22*0',
    ])
  })

  it('of a file of others read and write to the very same segments', () => {
    for (const name of ['valid-with-service-lines', 'valid-one-claim-of-a-dependent', 'valid-two-subscribers-two-claims-each']) {
      const segments = readSetFile(`samples/276-005010X212/${name}/in.edi`)
      const { header, questions } = readQuestions(segments)
      if (header === undefined) throw new Error('no header')
      const again = encodeStatusQuestions(
        header,
        questions.map(({ question }) => question),
      )
      expect([...again].map(written), name).to.deep.equal(segments.slice(1, -1).map(written))
    }
  })
})

describe('status answers (277) written and read back', () => {
  it('are the same, and right by their guide', () => {
    fc.assert(
      fc.property(statusTransaction, statusAnswers, (header, answers) => {
        const read = readAnswers(asSet('277', version, encodeStatusAnswers(header, answers)))
        expect({ ...read, answers: byTrace(read.answers.map(({ answer }) => answer)) }).to.deep.equal({
          header,
          answers: byTrace<StatusAnswer>(answers),
          wrong: [],
        })
      }),
    )
  })

  it('of a file of others read and write to the very same segments, each claim with its own bytes', () => {
    for (const name of [
      'valid-claim-paid',
      'valid-claim-denied-line-by-line',
      'valid-claim-of-a-dependent-pending',
      'valid-information-requested',
      'valid-receiver-refused',
    ]) {
      const segments = readSetFile(`samples/277-005010X212/${name}/in.edi`)
      const { header, answers } = readAnswers(segments)
      if (header === undefined) throw new Error('no header')
      const again = encodeStatusAnswers(
        header,
        answers.map(({ answer }) => answer),
      )
      expect([...again].map(written), name).to.deep.equal(segments.slice(1, -1).map(written))
      for (const { answer, loop } of answers)
        if (answer.claim !== undefined) expect([...allSegments(loop)].map(({ id }) => id).slice(0, 2), name).to.deep.equal(['TRN', 'STC'])
    }
  })
})
