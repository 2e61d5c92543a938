// Every 837 file of the project that its guide finds right is read into claims and written again, segment for segment.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { encodeClaims } from '../../../src/codecs/index.js'
import { claimKindOf, type ClaimKind, type SubmissionHeader } from '../../../src/domain/index.js'
import { createFileReader, loadSchemas } from '../../../src/schema/index.js'
import type { Finding } from '../../../src/values/index.js'
import type { Segment } from '../../../src/x12/index.js'
import { readClaims } from '../../support/read-claims.js'
import { written } from '../../support/read-set.js'

const schemas = loadSchemas('schemas')

interface ClaimSet {
  readonly kind: ClaimKind
  readonly segments: readonly Segment[]
}

/** The whole sets of claims in a file that are free of errors. */
function claimSetsOf(path: string): ClaimSet[] {
  const sets: ClaimSet[] = []
  let segments: Segment[] = []
  const reader = createFileReader(schemas, {
    setStart: () => {
      segments = []
    },
    placed: (segment) => segments.push(segment),
    setEnd: ({ guide, findings }) => {
      const kind = guide && claimKindOf(guide.id)
      if (kind !== undefined && segments.at(-1)?.id === 'SE' && !findings.some(isWrong)) sets.push({ kind, segments })
    },
  })
  reader.push(readFileSync(path))
  reader.end()
  return sets
}

const files = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:edi|837)$/.test(name))
  .map((name) => join('samples', name))
  .toSorted()

/** A wrong mark of levels beneath is a warning only, and is put right. */
const isWrong = ({ severity, code }: Finding) => severity === 'error' || code === 'HIERARCHY_CHILD_WRONG'

describe('837 samples', () => {
  const kinds: Record<ClaimKind, number> = { professional: 0, institutional: 0, dental: 0 }

  for (const path of files) {
    const sets = claimSetsOf(path)
    for (const [index, { kind, segments }] of sets.entries()) {
      const { claims, header, findings, unreadable } = readClaims(kind, segments)
      if (findings.some(isWrong)) continue
      kinds[kind]++
      it(`${path}, set ${index + 1}, is written again segment for segment`, () => {
        expect(unreadable).to.deep.equal([])
        expect(claims).to.have.length(segments.filter(({ id }) => id === 'CLM').length)
        const after = [...encodeClaims(claims, header as SubmissionHeader)].map(written)
        const before = segments.slice(1, -1).map(written)
        expect(after).to.deep.equal(before)
      })
    }
  }

  it('there are such files of every kind', () => {
    expect(Object.values(kinds).every((count) => count >= 12)).to.equal(true)
  })
})
