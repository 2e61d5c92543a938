// A file answered: every answer is right by its own guide, says the same in all its forms, and its totals balance.
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { type AnswerFileOptions, createFileAnswerer, type FileAnswer, loadClaimAnswers } from '../../src/codecs/index.js'
import { createFileReader, type LoopDefinition, loadSchemas, type SegmentDefinition, validateFile } from '../../src/schema/index.js'
import { centsFromR, type Finding, findingCodes, type Instant } from '../../src/values/index.js'
import { type Segment, segmentsOf } from '../../src/x12/index.js'
import { sampleFiles } from '../support/sample-files.js'

const schemas = loadSchemas('schemas')
const claimAnswers = loadClaimAnswers('schemas')
const samples = sampleFiles()
const now = '2026-11-02T09:15:00.000Z' as Instant

type Wanted = Partial<AnswerFileOptions>

function answersTo(bytes: Uint8Array, wanted: Wanted = {}) {
  const answers: FileAnswer[] = []
  const unanswered: (readonly [reason: string, isFault: boolean])[] = []
  const reader = createFileAnswerer(
    schemas,
    { answer: (answer) => answers.push(answer), unanswered: (_control, reason, isFault) => unanswered.push([reason, isFault]) },
    { answeredAt: now, firstControl: 1, ta1: true, groups: '999', ...wanted },
  )
  reader.push(bytes)
  reader.end()
  return { answers, unanswered, bytes: Buffer.concat(answers.map((answer) => answer.bytes)) }
}

const kinds = {
  'TA1 and 999': {},
  'TA1 and 997': { groups: '997' },
  '999 and 277CA': { ta1: false, claimAnswers },
  'TA1, 997 and 277CA': { groups: '997', claimAnswers },
} as const satisfies Record<string, Wanted>

function sampleNamed(name: string): Buffer {
  const found = samples.find((each) => each.name === name)
  if (found === undefined) throw new Error(`there is no sample ${name}`)
  return found.bytes
}

describe('answers to a file', () => {
  for (const [kind, wanted] of Object.entries(kinds))
    it(`${kind}: the answer to every sample is without findings by its own guides`, async () => {
      for (const { name, bytes } of samples) {
        const answer = answersTo(bytes, wanted).bytes
        if (answer.length === 0) continue
        const { findings } = await validateFile([answer], schemas)
        expect(
          findings.map(({ code, path, message }) => `${code} ${path} ${message}`),
          name,
        ).to.deep.equal([])
      }
    })

  it('every interchange that can be read is answered, acknowledgements are not', () => {
    for (const { name, bytes } of samples) {
      const { answers, unanswered } = answersTo(bytes)
      let readable = 0
      let isOnlyAnswers = true
      const reader = createFileReader(schemas, {
        interchangeStart: () => readable++,
        groupStart: ({ functionalId }) => {
          isOnlyAnswers &&= functionalId === 'FA'
        },
      })
      reader.push(bytes)
      reader.end()
      expect(answers.length + unanswered.length, name).to.equal(readable)
      if (isOnlyAnswers && answers.length > 0) expect(name).to.match(/^(?:TA1|envelope|837|835|27)/)
    }
    expect(answersTo(sampleNamed('scenarios/21-ack-lifecycle.999')).unanswered).to.deep.equal([
      ['acknowledgements are never acknowledged', false],
    ])
    expect(answersTo(sampleNamed('scenarios/21-ack-lifecycle.ta1')).unanswered).to.deep.equal([
      ['acknowledgements are never acknowledged', false],
    ])
  })

  it('997 and 999 say the same of every set', () => {
    const verdicts = (bytes: Uint8Array, id: string) => [...segmentsOf(bytes)].filter((each) => each.id === id).map((each) => each.text(1))
    for (const { name, bytes } of samples) {
      const [long, short] = [answersTo(bytes).bytes, answersTo(bytes, { groups: '997' }).bytes]
      expect(verdicts(short, 'AK5'), name).to.deep.equal(verdicts(long, 'IK5'))
      expect(verdicts(short, 'AK9'), name).to.deep.equal(verdicts(long, 'AK9'))
      expect(verdicts(short, 'AK3'), name).to.deep.equal(verdicts(long, 'IK3'))
    }
  })

  it('the same file gives the same answer, numbered as asked', () => {
    const bytes = sampleNamed('envelope-00501/valid-two-interchanges/in.edi')
    const { answers } = answersTo(bytes, { firstControl: 999_999_999 })
    expect(answers.map(({ control }) => control)).to.deep.equal(['999999999', '000000001'])
    expect(answersTo(bytes, { firstControl: 999_999_999 }).answers).to.deep.equal(answers)
  })

  it('goes back to the sender, in the group of whoever sent it', () => {
    const [isa, , gs] = [...segmentsOf(answersTo(sampleNamed('scenarios/01-simple-paid.837')).bytes)]
    expect([isa?.text(6).trim(), isa?.text(8).trim(), gs?.text(2), gs?.text(3)]).to.deep.equal([
      'ACORNEDI',
      'RIVERBEND',
      'ACORNEDI',
      'RIVERBEND',
    ])
  })

  it('data with our delimiters is answered with those of the sender', async () => {
    const file = sampleNamed('scenarios/01-simple-paid.837').toString('latin1').replaceAll('*', '|').replaceAll('RB000101', 'RB*0101')
    const { bytes } = answersTo(Buffer.from(file), { claimAnswers })
    expect(bytes.toString('latin1')).to.contain('TRN|2|RB*0101')
    expect((await validateFile([bytes], schemas)).findings).to.deep.equal([])
  })
})

interface Told {
  readonly sets: readonly (readonly Segment[])[]
}

/** The segments of each 277 of an answer. */
function claimSets(bytes: Uint8Array): Told['sets'] {
  const sets: Segment[][] = []
  let isOpen = false
  for (const each of segmentsOf(bytes)) {
    if (each.id === 'ST') {
      isOpen = each.text(1) === '277'
      if (isOpen) sets.push([])
    }
    if (isOpen) sets.at(-1)?.push(each)
  }
  return sets
}

/** Sums of one 277CA: of each level as told, and of the claims. */
function sumsOf(set: readonly Segment[]) {
  const levels: Record<'21' | '19', { count: Record<string, number>; cents: Record<string, number>; charge: number }[]> = {
    '21': [],
    '19': [],
  }
  const claims = { accepted: 0, rejected: 0, acceptedCents: 0, rejectedCents: 0 }
  let level = ''
  let isNewClaim = false
  for (const each of set) {
    if (each.id === 'HL') level = each.text(3)
    const at = level === '21' || level === '19' ? levels[level] : undefined
    if (each.id === 'HL') at?.push({ count: {}, cents: {}, charge: 0 })
    const last = at?.at(-1)
    const cents = centsFromR(each.text(each.id === 'STC' ? 4 : 2)) ?? 0
    if (each.id === 'QTY' && last !== undefined) last.count[each.text(1)] = Number(each.text(2))
    if (each.id === 'AMT' && last !== undefined) last.cents[each.text(1)] = cents
    if (each.id === 'STC' && last !== undefined) last.charge = cents
    if (each.id === 'TRN') isNewClaim = true
    if (each.id === 'STC' && level === 'PT' && isNewClaim && each.text(4) !== '') {
      isNewClaim = false
      const kind = each.text(3) === 'WQ' ? 'accepted' : 'rejected'
      claims[kind]++
      claims[`${kind}Cents`] += cents
    }
  }
  return { levels, claims }
}

function errorsByClaim(bytes: Uint8Array): Map<string, readonly Finding[]> {
  const claims = new Map<string, readonly Finding[]>()
  const reader = createFileReader(schemas, {
    unit: ({ loop: { children }, findings }) => {
      const [clm] = children
      if (clm !== undefined && 'text' in clm)
        claims.set(
          clm.text(1),
          findings.filter(({ severity }) => severity === 'error'),
        )
    },
  })
  reader.push(bytes)
  reader.end()
  return claims
}

describe('277CA from findings', () => {
  it('has statuses for rules that there are', () => {
    const { rules } = JSON.parse(readFileSync('schemas/claim-answers.json', 'utf8')) as { rules: Readonly<Record<string, unknown>> }
    expect(Object.keys(rules).filter((rule) => !schemas.hasRule(rule))).to.deep.equal([])
  })

  const submissions = samples.filter(({ bytes }) => claimSets(answersTo(bytes, { claimAnswers }).bytes).length > 0)

  it('there are enough samples with claims', () => {
    expect(submissions.length).to.be.greaterThan(60)
  })

  it('every level balances, for all samples', () => {
    for (const { name, bytes } of submissions) {
      const { answers, bytes: answer } = answersTo(bytes, { claimAnswers })
      let [accepted, rejected] = [0, 0]
      for (const set of claimSets(answer)) {
        const { levels, claims } = sumsOf(set)
        const [receiver] = levels['21']
        expect([receiver?.count['90'] ?? 0, receiver?.count.AA ?? 0], name).to.deep.equal([claims.accepted, claims.rejected])
        expect([receiver?.cents.YU ?? 0, receiver?.cents.YY ?? 0], name).to.deep.equal([claims.acceptedCents, claims.rejectedCents])
        expect(receiver?.charge, name).to.equal(claims.acceptedCents + claims.rejectedCents)
        const sum = (kind: 'count' | 'cents', code: string) => levels['19'].reduce((total, one) => total + (one[kind][code] ?? 0), 0)
        expect([sum('count', 'QA'), sum('count', 'QC')], name).to.deep.equal([claims.accepted, claims.rejected])
        expect([sum('cents', 'YU'), sum('cents', 'YY')], name).to.deep.equal([claims.acceptedCents, claims.rejectedCents])
        accepted += claims.accepted
        rejected += claims.rejected
      }
      const told = answers.map(({ claims }) => claims)
      expect([told.reduce((all, one) => all + one.accepted, 0), told.reduce((all, one) => all + one.rejected, 0)], name).to.deep.equal([
        accepted,
        rejected,
      ])
    }
  })

  it('a claim with an error in it is never accepted, and no claim of a set that is not rejected is left out', () => {
    for (const { name, bytes } of submissions) {
      const errors = errorsByClaim(bytes)
      for (const set of claimSets(answersTo(bytes, { claimAnswers }).bytes)) {
        let claim = ''
        for (const each of set) {
          if (each.id === 'TRN' && each.text(1) === '2') claim = each.text(2)
          if (each.id === 'STC' && each.text(3) === 'WQ' && (errors.get(claim)?.length ?? 0) > 0)
            throw new Error(`${name}: a faulty claim is accepted`)
        }
      }
    }
  })

  it('a set whose claims are in error is accepted with errors when the claims are answered, and rejected when they are not', () => {
    const bytes = sampleNamed('837-005010X222A1/npi-with-wrong-check-digit/in.edi')
    expect(answersTo(bytes).answers[0]?.groups[0]?.sets[0]?.verdict).to.equal('R')
    expect(answersTo(bytes, { claimAnswers }).answers[0]).to.deep.include({ claims: { accepted: 0, rejected: 1 } })
    expect(answersTo(bytes, { claimAnswers }).answers[0]?.groups[0]?.sets[0]?.verdict).to.equal('E')
  })

  it('a set that is wrong in itself is rejected, and its claims are not spoken of', () => {
    for (const name of ['segment-count-wrong', 'level-number-jumps', 'beginning-segment-missing', 'set-without-trailer']) {
      const { answers, bytes } = answersTo(sampleNamed(`837-005010X222A1/${name}/in.edi`), { claimAnswers })
      expect(
        answers[0]?.groups[0]?.sets.some(({ verdict }) => verdict === 'R'),
        name,
      ).to.equal(true)
      const rejected = answers[0]?.groups[0]?.sets.filter(({ verdict }) => verdict === 'R').length ?? 0
      expect(claimSets(bytes).length, name).to.equal((answers[0]?.groups[0]?.sets.length ?? 0) - rejected)
    }
  })

  it('an error of the billing provider is held against all its claims, one of a subscriber against that subscriber’s', () => {
    const file = sampleNamed('837-005010X222A1/valid-two-providers-and-three-claims/in.edi').toString('latin1')
    const statuses = (changed: string) =>
      claimSets(answersTo(Buffer.from(changed), { claimAnswers }).bytes).flatMap((set) =>
        set
          .filter((each) => each.id === 'STC' && each.text(2) !== '' && each.text(1) !== 'A1')
          .map((each) => each.element(1).flat().join(':')),
      )
    expect(statuses(file)).to.deep.equal(['A2:20:PR', 'A2:20:PR', 'A2:20:PR'])
    const billing = statuses(file.replace(/(NM1\*85\*.*?\*XX\*\d{9})\d/, (_all, start: string) => `${start}X`))
    expect(billing.toSorted()).to.deep.equal(['A2:20:PR', 'A7:562:85', 'A7:562:85'])
    const subscriber = statuses(file.replace(/(DMG\*D8\*)\d{8}/, '$119991399'))
    expect(subscriber.toSorted()).to.deep.equal(['A2:20:PR', 'A7:158:IL', 'A7:158:IL'])
  })

  const valid = sampleNamed('837-005010X222A1/valid-office-visit/in.edi').toString('latin1')
  const rows = [
    ['a member number that is missing', /(NM1\*IL\*.*?\*MI)\*\w+~/, '$1~', ['164']],
    ['a charge that is no number', /(CLM\*\w+)\*[\d.]+/, '$1*X', ['A7:178']],
    ['a place of service that is missing', /(CLM\*\w+\*[\d.]+\*\*\*)\d\d:/, '$1:', ['A6:249']],
    ['a diagnosis code with a bad qualifier', /HI\*ABK:/, 'HI*ZZZ:', ['255']],
    ['a procedure that is missing in a line', /SV1\*HC:\w+\*/, 'SV1*HC*', ['454']],
    ['units that are no number', /(SV1\*HC:\w+\*[\d.]+\*UN)\*\d+/, '$1*X', ['A7:476']],
    ['a line without its date', /DTP\*472\*D8\*\d+~/, 'DTP*472*D8*~', ['A6:187']],
  ] as const
  for (const [what, from, to, statuses] of rows)
    it(`says what is wrong: ${what}`, async () => {
      const bytes = Buffer.from(valid.replace(from, to))
      expect(bytes.toString('latin1')).to.not.equal(valid)
      const answer = answersTo(bytes, { claimAnswers }).bytes
      const told = claimSets(answer).flatMap((set) =>
        set.filter(({ id }) => id === 'STC').map((each) => [1, 10, 11].map((place) => each.element(place).flat().join(':')).join(' ')),
      )
      expect(
        told.some((each) => statuses.some((status) => each.includes(status))),
        told.join(' | '),
      ).to.equal(true)
      expect((await validateFile([answer], schemas)).findings).to.deep.equal([])
    })

  it('a line that is wrong is named with its own status', () => {
    const bytes = Buffer.from(valid.replace(/(SV1\*HC:\w+\*[\d.]+\*UN)\*\d+/, '$1*X'))
    const [set = []] = claimSets(answersTo(bytes, { claimAnswers }).bytes)
    const written = set
      .filter(({ id }) => ['STC', 'SVC', 'REF'].includes(id))
      .map((each) => `${each.id} ${each.element(1).flat().join(':')} ${each.text(3)}`.trim())
    expect(written.slice(-3)[1]).to.equal('STC A7:476 U')
    expect(written.some((each) => each.startsWith('STC A7:247 U'))).to.equal(true)
  })
})

describe('schemas/claim-answers.json', () => {
  const file = JSON.parse(readFileSync('schemas/claim-answers.json', 'utf8')) as {
    categories: Record<string, string[]>
    findings: Record<string, { status: string; category: string }>
    statuses: Record<string, { status: string }[]>
    entityCodes: string[]
    entities: Record<string, string>
    otherwise: { category: string; inAcknowledgement: string; elsewhere: string }
  }

  it('names findings that there are, and codes that are held here', () => {
    for (const code of [...Object.values(file.categories).flat(), ...Object.keys(file.findings)])
      expect(findingCodes, code).to.have.property(code)
    const statuses = schemas.codes('claim-status')?.codes
    const all = [...Object.values(file.statuses).flat(), ...Object.values(file.findings)].map(({ status }) => status)
    for (const status of [...all, file.otherwise.inAcknowledgement, file.otherwise.elsewhere])
      expect(statuses?.has(status), status).to.equal(true)
    for (const category of [...Object.keys(file.categories), file.otherwise.category])
      expect(schemas.codes('claim-status-category')?.codes.has(category)).to.equal(true)
  })

  it('entities are those a 277CA may name', () => {
    const find = (inside: LoopDefinition): SegmentDefinition[] =>
      inside.children.flatMap((child) => (child.kind === 'loop' ? find(child) : child.id === 'STC' && inside.id === '2200D' ? [child] : []))
    const guide = schemas.guide('005010X214', '277')
    const allowed = guide && find(guide.root)[0]?.elements[0]?.components[2]?.codes
    expect(file.entityCodes.toSorted()).to.deep.equal([...(allowed ?? [])].toSorted())
    for (const entity of Object.values(file.entities)) expect(file.entityCodes).to.include(entity)
  })

  it('names places that there are in a claim', () => {
    const places = new Set<string>()
    const walk = (inside: LoopDefinition): void => {
      places.add(inside.id)
      for (const child of inside.children) {
        if (child.kind === 'loop') walk(child)
        else
          for (const ref of [
            child.id,
            ...child.elements.flatMap((each) => [each.ref, ...each.components.map((component) => component.ref)]),
          ]) {
            places.add(ref)
            places.add(`${inside.id}/${ref}`)
          }
      }
    }
    for (const version of ['005010X222A1', '005010X223A2', '005010X224A2']) {
      const guide = schemas.guide(version, '837')
      if (guide !== undefined) walk(guide.root)
    }
    expect(Object.keys(file.statuses).filter((place) => !places.has(place))).to.deep.equal([])
  })
})
