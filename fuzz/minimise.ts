// Takes away from a failing input whatever can go while it still fails: halves, then segments, then bytes.

/** The smallest input found that still fails. `fails` is asked at most `tries` times. */
export function minimise(input: Buffer, fails: (bytes: Buffer) => boolean, tries = 3000): Buffer {
  let left = tries
  const stillFails = (bytes: Buffer) => left-- > 0 && fails(bytes)
  const bySegments = shrink(partsOf(input), stillFails)
  return Buffer.concat(shrink(bytesOf(Buffer.concat(bySegments)), stillFails))
}

/** Drops runs of parts, long ones first, as long as the rest fails. */
function shrink(parts: readonly Buffer[], fails: (bytes: Buffer) => boolean): readonly Buffer[] {
  let kept = parts
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length; ) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (without.length < kept.length && fails(Buffer.concat(without))) kept = without
      else from += size
    }
  }
  return kept
}

function partsOf(input: Buffer): Buffer[] {
  return input
    .toString('latin1')
    .split(/(?<=~)/)
    .map((part) => Buffer.from(part, 'latin1'))
}

function bytesOf(input: Buffer): Buffer[] {
  return Array.from(input, (byte) => Buffer.from([byte]))
}
