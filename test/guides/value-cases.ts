// Cases about the values of one element or component: codes, lengths, types, days, lists kept outside the guide.
import { buildSegment, type BuiltSegment } from './build.js'
import type { Case, Rule } from './case.js'
import { everySegment } from './paths.js'
import { neighbour, type Part, putBeside, type SegmentUnderTest, setTo, textBeside, turnedTo, wishFor } from './segment-cases.js'
import { isTelling, untoldCase } from './usage-cases.js'
import { dateFormats, hasFreeLength, isFormatted, isNpiPlace, notAmong, npi, ofLength, ofOtherType } from './values.js'

/** Cases about the text of a part that the guide uses. */
export function* valueCases(test: SegmentUnderTest, part: Part): Generator<Case> {
  const { definition } = part
  const { ref, codes, list } = definition
  const wrong = (rule: Rule, text: string, code: string) => test.case(rule, ref, wishFor(part), setTo(part, text), [code])
  if (test.segment.id === 'HL' && part.element <= 2) {
    yield* hierarchyCases(test, part)
    return
  }
  if (codes !== undefined) {
    yield* codeCases(test, part, codes)
    return
  }
  if (isFormatted(definition)) yield* formatCases(test, part)
  else if (hasFreeLength(definition)) yield* lengthCases(test, part)
  else for (const rule of ['too long', 'too short'] as const) yield test.none(rule, ref, 'a day or time: its form gives the length')
  const other = ofOtherType(definition)
  yield other === undefined ? test.none('type', ref, 'takes any value') : wrong('type', other.text, other.code)
  if (isNpi(test, part)) yield wrong('npi', npi.wrong, 'NPI_INVALID')
  if (list !== undefined) yield outsideListCase(test, part, list)
}

/** A code that is none of the guide's, and each that is. */
function* codeCases(test: SegmentUnderTest, part: Part, codes: ReadonlySet<string>): Generator<Case> {
  const { definition } = part
  if (isTelling(test.segment, part)) yield untoldCase(test, part, 'code', setTo(part, notAmong(codesAtSamePlace(test, part), definition)))
  else yield test.case('code', definition.ref, wishFor(part), setTo(part, notAmong(codes, definition)), ['ELEMENT_CODE_INVALID'])
  for (const code of codes) yield test.case('code', definition.ref, wishFor(part), turnedTo(part, code))
}

/** Codes of this part in every segment of its kind in the guide. */
function codesAtSamePlace({ chain, segment }: SegmentUnderTest, { element, composite, definition }: Part): ReadonlySet<string> {
  const same = everySegment(chain[0]).filter(({ id }) => id === segment.id)
  return new Set(
    same.flatMap(({ elements }) => {
      const found = elements[element - 1]
      return [...((composite === undefined ? found : found?.components[definition.number - 1])?.codes ?? [])]
    }),
  )
}

function* lengthCases(test: SegmentUnderTest, part: Part): Generator<Case> {
  const { definition } = part
  const { min, max, guideMax, ref } = definition
  const ofThisLength = (rule: Rule, length: number, ...codes: readonly string[]) =>
    test.case(rule, ref, wishFor(part), setTo(part, ofLength(definition, length)), codes)
  yield ofThisLength('too long', max + 1, 'ELEMENT_TOO_LONG')
  if (!isNpi(test, part)) yield ofThisLength('too long', max)
  if (min > 1) yield ofThisLength('too short', min - 1, 'ELEMENT_TOO_SHORT')
  else yield test.none('too short', ref, 'one character is enough')
  if (guideMax !== undefined) yield ofThisLength('guide length', guideMax + 1, 'ELEMENT_OVER_GUIDE_LENGTH')
}

/** A right and a wrong value of each format that the qualifier before the part may name. */
function* formatCases(test: SegmentUnderTest, part: Part): Generator<Case> {
  const { ref, number } = part.definition
  for (const qualifier of neighbour(part, test.segment, number - 1)?.codes ?? []) {
    const format = dateFormats[qualifier]
    if (format === undefined) {
      yield test.none('format', `${ref} as ${qualifier}`, 'no form known here')
      continue
    }
    const set = (text: string) => (built: BuiltSegment) => {
      putBeside(part, built, number - 1, qualifier)
      setTo(part, text)(built)
    }
    yield test.case('format', ref, wishFor(part), set(format.wrong), [format.code])
    yield test.case('format', ref, wishFor(part), set(format.right))
  }
}

/** A value that the list does not have, beside codes that ask for the list. */
function outsideListCase(test: SegmentUnderTest, part: Part, { list, conditions }: NonNullable<Part['definition']['list']>): Case {
  const { ref } = part.definition
  const beside: (readonly [number: number, text: string])[] = []
  for (const { number, codes, wanted } of conditions) {
    const text = [...(neighbour(part, test.segment, number)?.codes ?? codes)].find((code) => codes.has(code) === wanted)
    if (text === undefined) return test.none('outside list', ref, 'no code of its neighbour asks for the list')
    beside.push([number, text])
  }
  const change = (built: BuiltSegment) => {
    for (const [number, text] of beside) putBeside(part, built, number, text)
    setTo(part, notAmong(list.codes, part.definition))(built)
  }
  return test.case('outside list', ref, wishFor(part), change, ['CODE_UNKNOWN'])
}

/** HL01 and HL02: their form is that of the hierarchy. */
function* hierarchyCases(test: SegmentUnderTest, part: Part): Generator<Case> {
  const { ref } = part.definition
  const hasLevels = test.chain.at(-1)?.required.some((child) => child.kind === 'loop' && child.isHierarchical) === true
  if (part.element === 2) yield test.case('hierarchy', ref, {}, setTo(part, '77'), ['HIERARCHY_PARENT_WRONG'])
  else if (hasLevels) yield test.none('hierarchy', ref, 'levels that must follow name this number')
  else yield test.case('hierarchy', ref, {}, setTo(part, '77'), ['HIERARCHY_NUMBER_WRONG'])
  for (const rule of ['too long', 'too short', 'type'] as const) yield test.none(rule, ref, 'HL01 and HL02 have the form of the hierarchy')
}

function isNpi({ segment }: SegmentUnderTest, part: Part): boolean {
  return isNpiPlace(part.definition, textBeside(part, buildSegment(segment, wishFor(part)), part.definition.number - 1))
}
