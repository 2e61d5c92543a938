// The TypeScript types of each guide, put to the compiler: what to-json prints for valid samples fits, what is wrong does not.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect } from 'chai'
import { lineTypes } from '../../src/guide-json/index.js'
import { linesOf, samples, schemas } from './there-and-back.js'

const tsc = resolve('node_modules/.bin/tsc')
const flags = [
  '--noEmit',
  '--strict',
  '--exactOptionalPropertyTypes',
  '--module',
  'nodenext',
  '--target',
  'es2023',
  '--types',
  '',
  '--skipLibCheck',
  'false',
]

/** What the compiler says of these files, by name. */
function compile(files: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'x12gw-types-'))
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text)
    const names = [...files.keys()].filter((name) => !name.endsWith('.d.ts'))
    // The loader of the tests is not to be found from that folder.
    const env = { ...process.env, NODE_OPTIONS: '' }
    const { stdout, stderr, error } = spawnSync(process.execPath, [tsc, ...flags, ...names], { cwd: folder, encoding: 'utf8', env })
    if (error !== undefined) throw error
    expect(stderr).to.equal('')
    return stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function program(types: string, lines: readonly string[]): string {
  return `import type { Line } from './${types}.js'\nexport const lines: readonly Line[] = [\n${lines.join(',\n')}\n]\n`
}

/** Lines of valid samples, by guide. */
const linesByGuide = new Map<string, string[]>()
for (const { bytes } of samples.filter(({ path }) => path.includes('/valid-')))
  for (const line of linesOf(bytes).lines) {
    const { guide = schemas.control.id } = JSON.parse(line) as { guide?: string }
    linesByGuide.set(guide, [...(linesByGuide.get(guide) ?? []), line].slice(0, 20))
  }

describe('TypeScript types of guide JSON', function () {
  this.timeout(120_000)

  it('every guide has types that compile, and the lines of valid samples fit both kinds', () => {
    const files = new Map<string, string>()
    for (const guide of [...schemas.guides, schemas.control])
      for (const strict of [false, true]) {
        const name = `${guide.id.toLowerCase()}${strict ? '-strict' : ''}`
        files.set(`${name}.d.ts`, lineTypes(schemas, guide.id, { strict }))
        files.set(`${name}-lines.ts`, program(name, linesByGuide.get(guide.id) ?? []))
      }
    expect(linesByGuide.size).to.be.greaterThan(4)
    expect(compile(files)).to.equal('')
  })

  it('lines of a wrong shape do not compile', () => {
    const line = linesByGuide.get('005010X222A1')?.[0] ?? ''
    const wrong: readonly (readonly [string, string])[] = [
      ['unknown', line.replace('"totalClaimChargeAmount"', '"totalCharge"')],
      ['number', line.replace(/"totalClaimChargeAmount":"([\d.]+)"/, '"totalClaimChargeAmount":$1')],
      ['missing', line.replace(/"totalClaimChargeAmount":"[\d.]+",/, '')],
      ['code', line.replace('"claimFrequencyCode":"', '"claimFrequencyCode":5,"x":"')],
      ['guide', line.replace('"guide":"005010X222A1"', '"guide":"005010X221A1"')],
    ]
    const files = new Map([['strict.d.ts', lineTypes(schemas, '005010X222A1', { strict: true })]])
    for (const [name, text] of wrong) files.set(`${name}.ts`, program('strict', [text]))
    const said = compile(files)
    for (const [name, text] of wrong) {
      expect(text, name).to.not.equal(line)
      expect(said, name).to.contain(`${name}.ts(`)
    }
  })
})
