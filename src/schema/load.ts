// Reads the folder of schemas at the start of the program.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../values/index.js'
import { withCompanion } from './companion.js'
import { compileGuide } from './compile.js'
import type { BaseFile, CodeListFile, CompanionFile, GuideFile } from './format.js'
import type { RulesFile } from './rule-format.js'
import type { GuideRules } from './rule-set.js'
import { createRegistry, type SchemaRegistry } from './registry.js'
import type { CodeList } from './types.js'

type SchemaFile = BaseFile | GuideFile | CompanionFile | CodeListFile | RulesFile | { readonly kind: 'treatment' }

/**
 * Loads and compiles every guide in a folder laid out like schemas/.
 * `ownCodes` is a folder of code lists that stand in place of those with the same id, `companions` one of companion guides; they need not be there.
 * Throws CONFIG_INVALID when the folder or a file cannot be read, or a guide refers to something that is not there.
 */
export function loadSchemas(dir: string, more: { readonly ownCodes?: string; readonly companions?: string } = {}): SchemaRegistry {
  const files = ['.', 'base', 'codes', 'control', 'rules'].flatMap((folder) => readFolder(join(dir, folder)))
  for (const folder of [more.ownCodes, more.companions]) if (folder !== undefined && existsSync(folder)) files.push(...readFolder(folder))
  const bases = new Map(files.filter((file) => file.kind === 'base').map((file) => [file.version, file]))
  const lists = new Map(files.filter((file) => file.kind === 'codes').map((file) => [file.id, toCodeList(file)]))
  const rules = files.filter((file) => file.kind === 'rules')
  const compile = (file: GuideFile) => {
    const base = bases.get(file.base)
    if (base === undefined) throw new Fault('CONFIG_INVALID', `schema ${file.id}: there is no base ${file.base}`)
    return compileGuide(file, base, lists, rulesOf(file, rules))
  }
  const control = files.find((file): file is GuideFile => file.kind === 'control')
  if (control === undefined) throw new Fault('CONFIG_INVALID', `${dir} has no control schema`)
  const guides = files.filter((file): file is GuideFile => file.kind === 'guide')
  const companions = files.filter((file): file is CompanionFile => file.kind === 'companion')
  return createRegistry({
    guides: guides.map(compile),
    companions: companions.map((companion) => compile(changedBy(companion, guides))),
    control: compile(control),
    lists,
    rules: new Set(rules.flatMap((file) => file.rules.map(({ id }) => id))),
  })
}

/** Rules of a guide, with those of the files it includes. */
function rulesOf({ id }: GuideFile, files: readonly RulesFile[]): GuideRules {
  const own = files.filter(({ guide }) => guide === id)
  const included = own.flatMap((file) =>
    (file.include ?? []).map((name) => files.find((other) => other.id === name) ?? unknownRules(file.id, name)),
  )
  return { own: own.flatMap(({ rules }) => rules), shared: included.flatMap(({ rules }) => rules) }
}

function unknownRules(file: string, name: string): never {
  throw new Fault('CONFIG_INVALID', `rules ${file}: there are no rules ${name}`)
}

function changedBy(companion: CompanionFile, guides: readonly GuideFile[]): GuideFile {
  const guide = guides.find(({ id }) => id === companion.guide)
  if (guide === undefined) throw new Fault('CONFIG_INVALID', `companion ${companion.id}: there is no guide ${companion.guide}`)
  return withCompanion(guide, companion)
}

function readFolder(folder: string): SchemaFile[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
      .sort()
      .map((name) => readSchema(join(folder, name)))
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    throw new Fault('CONFIG_INVALID', `the schema folder ${folder} cannot be read`, { cause })
  }
}

function readSchema(path: string): SchemaFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SchemaFile
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `the schema ${path} is not JSON`, { cause })
  }
}

function toCodeList({ id, name, external, date, codes: current, deactivated, periods = {} }: CodeListFile): CodeList {
  const codes = new Map([...Object.entries(deactivated ?? {}), ...Object.entries(current)])
  return { id, name, external, date, codes, periods: new Map(Object.entries(periods)), label: (code) => codes.get(code) }
}
