import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const script = fileURLToPath(new URL('../support/read-units.js', import.meta.url))
const broken = 1500

/** Findings and values of every sample and of broken ones, a line each. */
function readUnits(times: number, ...flags: readonly string[]): string[] {
  const printed = execFileSync(process.execPath, [...flags, script, String(times), String(broken)], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  return printed.trimEnd().split('\n')
}

describe('judges and readers made of source text', () => {
  it('find and read in every sample, and in broken ones, what the code that explains does by itself', function () {
    this.timeout(120_000)
    // Where no code may be made of text, rules and codecs do all of it themselves.
    const explained = readUnits(1, '--disallow-code-generation-from-strings')
    // After some twenty times each codec has its reader.
    const compiled = readUnits(25)
    expect(compiled)
      .to.have.lengthOf(explained.length)
      .above(broken + 1000)
    for (const [index, line] of explained.entries()) expect(compiled[index]).to.equal(line)
  })
})
