// A 277 file, written with the project's own encoder: what a payer answers to questions of ours, and the questions read back.
import { decodeStatusQuestions, encodeStatusAnswers } from '../../src/codecs/index.js'
import type { StatusAnswer, StatusInformation, StatusQuestion } from '../../src/domain/index.js'
import { createFileReader } from '../../src/schema/index.js'
import type { Store } from '../../src/store/index.js'
import type { IsoDate } from '../../src/values/index.js'
import { standardDelimiters, writeInterchange } from '../../src/x12/index.js'
import { bytesOf, schemas } from './gateway.js'

/** The questions of a file of ours, by patient control number. */
export async function questionsIn(store: Store, fileId: string): Promise<Map<string, StatusQuestion>> {
  const found = new Map<string, StatusQuestion>()
  const reader = createFileReader(schemas, {
    unit: (unit) => {
      for (const { question } of decodeStatusQuestions(unit).value ?? []) found.set(question.claim.patientControlNumber ?? '', question)
    },
  })
  reader.push(await bytesOf(store, fileId))
  reader.end()
  return found
}

/** A status of these codes, "P1:20", on a day, with what else is said. */
export function status(code: string, more: Partial<StatusInformation> = {}): StatusInformation {
  const [category = '', reason = '', entity] = code.split(':')
  return {
    codes: [{ category, status: reason, ...(entity === undefined ? {} : { entity }) }],
    effectiveOn: '2026-12-08' as IsoDate,
    ...more,
  }
}

/** The answer to a question; `claim` changes what it repeats. */
export function answerTo(
  { birthDate: _birthDate, sex: _sex, claim, ...parties }: StatusQuestion,
  statuses: readonly StatusInformation[],
  change: Partial<NonNullable<StatusAnswer['claim']>> = {},
): StatusAnswer {
  const { trace, patientControlNumber, serviceFrom } = claim
  return {
    ...parties,
    claim: {
      trace,
      statuses,
      ...(patientControlNumber === undefined ? {} : { patientControlNumber }),
      ...(serviceFrom === undefined ? {} : { serviceFrom }),
      lines: [],
      ...change,
    },
  }
}

let files = 0

/** From the partner to us; each file has a control number of its own. */
export function statusAnswerFile(answers: readonly StatusAnswer[]): Buffer {
  const control = String(++files + 700_000_000)
  const party = (id: string) => ({ qualifier: 'ZZ', id })
  const { value } = writeInterchange(
    {
      header: {
        control,
        sender: party('ACORNEDI'),
        receiver: party('RIVERBEND'),
        date: '261208',
        time: '0805',
        usage: 'T',
        acknowledgementRequested: false,
      },
      delimiters: standardDelimiters,
    },
    (writer) => {
      const ids = { senderId: 'ACORNEDI', receiverId: 'RIVERBEND', control: String(Number(control)) }
      writer.startGroup({ functionalId: 'HN', ...ids, date: '20261208', time: '0805', version: '005010X212' })
      writer.startSet({ type: '277', control: '0001', version: '005010X212' })
      const header = { reference: `RS${control}`, createdOn: '2026-12-08' as IsoDate, createdAt: '0805' }
      for (const segment of encodeStatusAnswers(header, answers)) writer.segment(segment)
    },
  )
  if (value === undefined) throw new Error('the 277 cannot be written')
  return Buffer.from(value)
}
