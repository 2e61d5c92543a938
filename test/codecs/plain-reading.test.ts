import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const script = fileURLToPath(new URL('../support/read-units.js', import.meta.url))

/** Every unit of every sample, a line each. */
function readUnits(times: number, ...flags: readonly string[]): string[] {
  return execFileSync(process.execPath, [...flags, script, String(times)], { encoding: 'utf8', maxBuffer: 1 << 30 })
    .trimEnd()
    .split('\n')
}

describe('readers compiled from codecs', () => {
  it('read of every unit of every sample what the explaining codecs read, and leave to them whatever is not plain', () => {
    // Where no code may be made of text, every value is read by the codecs themselves.
    const explained = readUnits(1, '--disallow-code-generation-from-strings')
    // After some twenty times each codec has its reader.
    const compiled = readUnits(25)
    expect(compiled).to.have.lengthOf(explained.length).above(1000)
    for (const [index, line] of explained.entries()) expect(compiled[index]).to.equal(line)
  })
})
