// JSON property names made from the guides' names: "Patient Control Number" is patientControlNumber.

/** camelCase of a name; letters and digits only. */
export function propertyOf(name: string): string {
  const words = name
    .replaceAll(/['’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (/^[A-Z0-9]+$/.test(word) || /^[A-Z][a-z0-9]*$/.test(word) ? word.toLowerCase() : word))
  const camel = words.map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('')
  return /^[a-z]/.test(camel) ? camel : `_${camel}`
}

/** Hands out names that differ among siblings: the second "accountNumber" takes its number or id along, "accountNumber15". */
export function createPropertyNames(): (name: string, own: string | undefined, suffix: string) => string {
  const taken = new Set<string>()
  return (name, own, suffix) => {
    const wanted = own ?? propertyOf(name)
    let property = taken.has(wanted) ? `${wanted}${suffix}` : wanted
    for (let i = 2; taken.has(property); i++) property = `${wanted}${suffix}_${i}`
    taken.add(property)
    return property
  }
}
