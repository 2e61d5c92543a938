// Whatever the guides let a file say is written again by the codecs: each segment, each of its elements, each of their codes, and as
// many repeats as are allowed, one at a time in a set made of the guide itself.
import { expect } from 'chai'
import { encodeClaims } from '../../../src/codecs/index.js'
import { claimGuides, type ClaimKind, claimKinds, type SubmissionHeader } from '../../../src/domain/index.js'
import type { Segment } from '../../../src/x12/index.js'
import { chainsOf, number, segmentsOf } from '../../guides/build.js'
import { readClaims } from '../../support/read-claims.js'
import { guideOf, written } from '../../support/read-set.js'
import { type Said, sayingsOf } from './sayings.js'

/**
 * What is said by a segment, however many of them say it: HI and CAS hold several codes and reasons, which we group in our way;
 * lists close up where a place was left empty.
 */
function statements(segment: Segment): string[] {
  const [id, ...elements] = written(segment).split('*')
  const pieces =
    id === 'HI' ? elements.filter((code) => code !== '').map((code) => [code]) : id === 'CAS' ? reasonsIn(elements) : [elements]
  return pieces.map((piece) => [id, ...piece].join('*').replaceAll(/([*:])[*:]+/g, '$1'))
}

/** Each triple of a CAS with its group. */
function reasonsIn([group = '', ...rest]: readonly string[]): string[][] {
  const triples = [0, 3, 6, 9, 12, 15].map((start) => rest.slice(start, start + 3))
  return triples.filter((triple) => triple.join('') !== '').map((triple) => [group, ...triple])
}

const all = (segments: Iterable<Segment>) => [...segments].flatMap(statements).toSorted()

/** What is lost of a set, or made up; undefined for a set that is not right by syntax or guide, because it says too little. */
function differenceOf(kind: ClaimKind, { set }: Said): readonly string[] | undefined {
  const segments = segmentsOf(number(set))
  const { claims, header, findings, unreadable } = readClaims(kind, segments)
  if (findings.some(({ severity, snip }) => severity === 'error' && snip <= 2)) return undefined
  if (unreadable.length > 0) return unreadable.map(({ code, path }) => `unreadable ${code} ${path}`)
  const before = all(segments.slice(1, -1))
  const after = all(encodeClaims(claims, header as SubmissionHeader))
  if (before.join('~') === after.join('~')) return []
  const lost = before.filter((one) => !after.includes(one)).map((one) => `lost ${one}`)
  const made = after.filter((one) => !before.includes(one)).map((one) => `made ${one}`)
  return [...lost, ...made, `${before.length} statements became ${after.length}`]
}

/** One day under 314 is the first one: the rules between segments call it an error, and we write it under 360. */
const putRight = /^2300\/DTP Date - Disability Dates DTP0(?:1 314|2 D8|3)$/

/** A street without a city, a quantity without a reason: what the guide does not let stand alone. The arbitrary claims have them. */
const needsMore = /\/N3 .* N30[12]$|\/CAS .* CAS(?:07|10|13|16|19)$/

for (const kind of claimKinds) {
  describe(`837: nothing is lost of a ${kind} claim`, () => {
    const { root } = guideOf(claimGuides[kind], '837')
    let said = 0
    const tooLittle: string[] = []

    for (const chain of chainsOf(root)) {
      const segments = chain.at(-1)?.children.filter((child) => child.kind === 'segment') ?? []
      if (segments.length === 0) continue
      it(`in ${chain.map(({ id }) => id).join('/')}`, () => {
        const differences: string[] = []
        for (const segment of segments)
          for (const saying of sayingsOf(chain, segment)) {
            const difference = differenceOf(kind, saying)
            if (difference === undefined) tooLittle.push(saying.name)
            else said++
            if (!putRight.test(saying.name)) differences.push(...(difference ?? []).map((one) => `${saying.name}: ${one}`))
          }
        expect(differences.slice(0, 9)).to.deep.equal([])
      })
    }

    it('and enough was said', () => {
      expect(said).to.be.greaterThan(1600)
      expect(tooLittle.filter((name) => !needsMore.test(name))).to.deep.equal([])
    })
  })
}
