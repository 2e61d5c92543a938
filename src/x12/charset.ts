// The basic and extended character sets of X12: what partners agree to take in data.
import { type Finding, finding } from '../values/index.js'
import type { Segment } from './segment.js'

/** Basic: upper case, digits, space and common signs. Extended: lower case and the remaining printable ASCII as well. */
export type CharacterSet = 'basic' | 'extended'

const outside: Readonly<Record<CharacterSet, RegExp>> = {
  basic: /[^A-Z0-9 !"&'()*+,\-./:;?=]/u,
  extended: /[^ -~]/u,
}

/** Index of the first character outside the set; -1 when all are within. */
export function firstOutside(text: string, set: CharacterSet): number {
  return text.search(outside[set])
}

/** One CHARACTER_OUTSIDE_SET per component of the segment with a character outside the set. */
export function checkCharacters(segment: Segment, set: CharacterSet): Finding[] {
  const findings: Finding[] = []
  for (let element = 1; element <= segment.elementCount; element++) {
    const name = `${segment.id}${String(element).padStart(2, '0')}`
    for (const [repetition, components] of segment.element(element).entries()) {
      for (const [component, text] of components.entries()) {
        const place = firstOutside(text, set)
        if (place < 0) continue
        const at = { ...segment.at, element, component: component + 1, repetition: repetition + 1 }
        const path = components.length > 1 ? `${name}-${component + 1}` : name
        findings.push(finding('CHARACTER_OUTSIDE_SET', at, path, { set, place: place + 1 }))
      }
    }
  }
  return findings
}
