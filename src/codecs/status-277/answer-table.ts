// What a 277CA says of a finding, looked up in schemas/claim-answers.json: category, status and the entity meant.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StatusCode } from '../../domain/index.js'
import { Fault, type Finding, findingCodes, type FindingCodeEntry } from '../../values/index.js'

/** As it is written down; docs/acknowledgements.md explains it. */
export interface ClaimAnswerFile {
  readonly kind: 'answers'
  readonly categories: Readonly<Record<string, readonly string[]>>
  readonly findings: Readonly<Record<string, StatusCode>>
  /** By the rule that was broken, where the place of the finding does not tell what is missing. */
  readonly rules: Readonly<Record<string, Omit<StatusCode, 'category'>>>
  readonly lines: StatusCode
  readonly otherwise: { readonly category: string; readonly inAcknowledgement: string; readonly elsewhere: string }
  readonly entities: Readonly<Record<string, string>>
  readonly entityCodes: readonly string[]
  readonly statuses: Readonly<
    Record<string, readonly { readonly when?: Readonly<Record<string, readonly string[]>>; readonly status: string }[]>
  >
}

export interface ClaimAnswerTable {
  /** `text` gives elements of the segment the finding stands in, `entity` the NM101 of its loop ("" when there is none). */
  statusOf(found: Finding, text: (element: number) => string, entity: string): StatusCode
  /** Of a claim in which only lines are wrong. */
  readonly lines: StatusCode
}

/** Reads the table from the folder of the schemas. Throws CONFIG_INVALID when it is not there. */
export function loadClaimAnswers(schemaDir: string): ClaimAnswerTable {
  const path = join(schemaDir, 'claim-answers.json')
  try {
    return createClaimAnswers(JSON.parse(readFileSync(path, 'utf8')) as ClaimAnswerFile)
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `the table ${path} cannot be read`, { cause })
  }
}

const invalid = 'A7'

export function createClaimAnswers(file: ClaimAnswerFile): ClaimAnswerTable {
  const categories = new Map(Object.entries(file.categories).flatMap(([category, codes]) => codes.map((code) => [code, category])))
  const entityCodes = new Set(file.entityCodes)
  return {
    lines: file.lines,
    statusOf(found, text, entity) {
      const loop = found.loop ?? ''
      const about = entityCodes.has(entity) ? entity : file.entities[loop]
      const meant = about === undefined ? {} : { entity: about }
      const own = file.findings[found.code]
      if (own !== undefined) return { ...own, ...meant }
      const ofRule = file.rules[String(found.detail.rule)]
      if (ofRule !== undefined) return { category: categories.get(found.code) ?? invalid, ...ofRule }
      const status = placesOf(found).flatMap((place) => file.statuses[place]?.filter(({ when }) => holds(when, text)) ?? [])[0]?.status
      if (status !== undefined) return { category: categories.get(found.code) ?? invalid, status, ...meant }
      const { ack }: FindingCodeEntry = findingCodes[found.code]
      const { category, inAcknowledgement, elsewhere } = file.otherwise
      return { category, status: ack === null ? elsewhere : inAcknowledgement }
    },
  }
}

/** From the most exact place to the least: "2010BA/NM109", "NM109", "2010BA/NM1", "NM1", "2010BA". */
function placesOf({ path, loop }: Finding): string[] {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const [, segment, element] = /^([A-Z][A-Z0-9]{1,2}?)(\d\d)?(?:-\d+)?$/.exec(last) ?? []
  if (segment === undefined) return [last]
  const exact = element === undefined ? [segment] : [last, `${segment}${element}`, segment]
  const inside = loop ?? ''
  return [...exact.flatMap((place) => (inside === '' ? [place] : [`${inside}/${place}`, place])), inside]
}

function holds(when: Readonly<Record<string, readonly string[]>> | undefined, text: (element: number) => string): boolean {
  return Object.entries(when ?? {}).every(([element, codes]) => codes.includes(text(Number(element))))
}
