// With what a text begins that fits a pattern.

/** The one letter or digit (as character code) that every text must begin with that fits the regular expression; undefined when none is known. */
export function startOfPattern(pattern: string): number | undefined {
  return /^[0-9A-Za-z](?![*+?{|])/.test(pattern) && !hasChoice(pattern) ? pattern.charCodeAt(0) : undefined
}

/** Is there a choice between two whole patterns? */
function hasChoice(pattern: string): boolean {
  let depth = 0
  let isInClass = false
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]
    if (character === '\\') i++
    else if (isInClass) isInClass = character !== ']'
    else if (character === '[') isInClass = true
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === '|' && depth === 0) return true
  }
  return false
}
