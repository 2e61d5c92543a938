// How elements are numbered in the schemas and in what we print.

/** "07": how element numbers are written. */
export function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
