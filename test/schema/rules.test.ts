// Every rule of schemas/rules/ has a row in test/schema/rules/: a sample with small edits that keeps it, and a further edit that breaks it.
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'chai'
import { createFileReader } from '../../src/schema/index.js'
import { type Finding, sayFinding } from '../../src/values/index.js'
import { schemas } from './reading.js'

interface RulesFile {
  readonly id: string
  readonly guide?: string
  readonly include?: readonly string[]
  readonly rules: readonly { readonly id: string; readonly snip: number; readonly severity?: string; readonly says: string }[]
}
interface RowsFile {
  readonly samples: Readonly<Record<string, string>>
  /** By rule: a sample, edits that keep the rule, edits that break it. */
  readonly rows: Readonly<Record<string, readonly [string, readonly string[], readonly string[]]>>
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const files = readdirSync('schemas/rules')
  .filter((name) => !name.endsWith('.schema.json'))
  .map((name) => readJson(`schemas/rules/${name}`) as RulesFile)

/** At least so many rules hold for a guide, with those it shares. */
const wanted: Readonly<Record<string, number>> = {
  '005010X222A1': 60,
  '005010X223A2': 60,
  '005010X221A1': 60,
  '005010X224A2': 30,
  '005010X214': 15,
  '005010X231A1': 10,
  '005010X212-276': 8,
  '005010X212-277': 8,
  '005010X279A1-270': 6,
  '005010X279A1-271': 8,
}

/** Segments of a file, written with the usual delimiters whatever its own are. */
function segmentsOf(text: string): string[] {
  const [element = '*', component = ':', terminator = '~'] = [text[3], text[104], text[105]]
  return text
    .split(terminator)
    .map((each) => each.trim().replaceAll(element, '*').replaceAll(component, ':'))
    .filter((each) => each !== '')
}

/**
 * One edit of a list of segments: "SBR#2 01=S" sets an element of the second SBR, "CLM 05-3=7" a component, "CLM +DTP*…~REF*…" adds
 * segments after the first CLM, "DMG -" removes one.
 */
function edit(segments: string[], text: string): void {
  const [, prefix = '', nth = '1', element, component, value = '', added] =
    /^([^ #]+)(?:#(\d+))? (?:(\d\d)(?:-(\d))?=(.*)|\+(.+)|-)$/.exec(text) ?? expect.fail(`no edit: ${text}`)
  const index = segments.flatMap((each, i) =>
    each === prefix || each.startsWith(/[^A-Z0-9]/.test(prefix) ? prefix : `${prefix}*`) ? [i] : [],
  )[Number(nth) - 1]
  if (index === undefined) return expect.fail(`no segment for ${text}`)
  if (added !== undefined) segments.splice(index + 1, 0, ...added.split('~'))
  else if (element === undefined) segments.splice(index, 1)
  else segments[index] = withElement(segments[index] ?? '', Number(element), component, value)
}

function withElement(segment: string, element: number, component: string | undefined, value: string): string {
  const elements = segment.split('*')
  while (elements.length <= element) elements.push('')
  const components = (elements[element] ?? '').split(':')
  if (component !== undefined) {
    while (components.length < Number(component)) components.push('')
    components[Number(component) - 1] = value
  }
  elements[element] = component === undefined ? value : components.join(':').replace(/:+$/, '')
  return elements.join('*').replace(/\*+$/, '')
}

function findings(segments: readonly string[]): Finding[] {
  const start = segments.findIndex((each) => each.startsWith('ST*'))
  const end = segments.findIndex((each) => each.startsWith('SE*'))
  const counted = segments.map((each, i) => (i === end ? each.replace(/^SE\*\d+/, `SE*${end - start + 1}`) : each))
  const found: Finding[] = []
  const reader = createFileReader(schemas, { finding: (each) => found.push(each) })
  reader.push(Buffer.from(counted.map((each) => `${each}~`).join('')))
  reader.end()
  return found
}

const say = (found: readonly Finding[]) => found.map((each) => `${each.code} ${each.path} ${String(each.detail.rule ?? '')}`)

describe('rules', () => {
  const validate = new Ajv2020({ strict: false }).compile(readJson('schemas/rules/rules.schema.json') as object)

  for (const { id, guide, include = [], rules } of files) {
    const { samples, rows } = readJson(`test/schema/rules/${id}.json`) as RowsFile

    it(`${id} has the form of rules.schema.json`, () => {
      validate(files.find((file) => file.id === id))
      expect(validate.errors ?? []).to.deep.equal([])
    })

    it(`${id}: every rule has its row, and every row its rule`, () => {
      expect(Object.keys(rows)).to.deep.equal(rules.map((rule) => rule.id))
    })

    if (guide !== undefined)
      it(`${id} has at least ${wanted[guide] ?? 0} rules`, () => {
        const compiled = schemas.guides.find((each) => each.id === guide)
        const ids = new Set(
          [...(compiled?.rules.values() ?? [])].flatMap(({ groups }) =>
            groups.flatMap((group) => [...group.rules.values()].flat().map((rule) => rule.id)),
          ),
        )
        expect(ids.size).to.be.at.least(wanted[guide] ?? Number.POSITIVE_INFINITY)
        const known = [id, ...include].flatMap((name) => files.find((file) => file.id === name)?.rules ?? [])
        expect(new Set(known.map((rule) => rule.id)).size, 'ids are unique').to.equal(known.length)
      })

    for (const { id: rule, snip, severity = 'error', says } of rules) {
      const [sample = '', keep = [], wreck = []] = rows[rule] ?? []
      it(`${id}: ${rule}`, () => {
        const segments = segmentsOf(readFileSync(samples[sample] ?? expect.fail(`no sample ${sample}`), 'latin1'))
        for (const each of keep) edit(segments, each)
        const kept = findings(segments)
        expect(say(kept.filter((found) => found.snip < 3 || found.detail.rule === rule)), 'kept').to.deep.equal([])
        for (const each of wreck) edit(segments, each)
        const broken = findings(segments).filter((found) => found.detail.rule === rule)
        expect(broken.length, `broken: ${say(findings(segments)).join('; ')}`).to.be.at.least(1)
        expect(broken.map((found) => [found.snip, found.severity])).to.deep.equal(broken.map(() => [snip, severity]))
        for (const found of broken) {
          expect(found.at.offset).to.be.greaterThan(0)
          expect(sayFinding(found)).to.not.contain('{')
        }
        expect(says).to.match(/^(?:[a-z]|[A-Z]{2,3}[\d*])[^{}]*(?:\{(?:difference|count)\}[^{}]*)?[^.!]$/)
      })
    }
  }
})
