// Every X12 file under samples/, valid or not.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SampleFile {
  readonly name: string
  readonly bytes: Buffer
}

export function sampleFiles(): SampleFile[] {
  return readdirSync('samples', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:edi|835|837|999|277ca|ta1|x12)$/.test(name))
    .toSorted()
    .map((name) => ({ name, bytes: readFileSync(join('samples', name)) }))
}
