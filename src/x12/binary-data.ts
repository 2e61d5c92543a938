// Segments that carry binary data, which may hold any byte: where the data ends is told by a length element before it.

/** Element that holds the length; the data is the next one. BIN of the 275, BDS of security envelopes. */
const lengthElements: Readonly<Record<string, number>> = { BIN: 1, BDS: 2 }

export interface BinaryData {
  /** Path of the length element: "BIN01". */
  readonly path: string
  /** Which of the marks stands before the data. */
  readonly dataMark: number
  /** Where the terminator must be; -1 when the length element is missing or no number. */
  readonly terminatorAt: number
}

/** Reads the length of the BIN or BDS that begins at the first of these marks; the others are its element separators. */
export function binaryData(bytes: Buffer, marks: Int32Array): BinaryData {
  const [start = 0] = marks
  const id = bytes.toString('latin1', start, start + 3)
  const lengthElement = lengthElements[id] ?? 1
  const dataMark = lengthElement + 1
  const path = `${id}0${lengthElement}`
  const [from, to] = [marks[lengthElement], marks[dataMark]]
  if (from === undefined || to === undefined) return { path, dataMark, terminatorAt: -1 }
  const text = bytes.toString('latin1', from + 1, Math.min(to, from + 17))
  return { path, dataMark, terminatorAt: /^\d{1,15}$/.test(text) ? to + 1 + Number(text) : -1 }
}
