// The part of a file that is being looked at: bytes come in at its end and leave at its start once they are decided.

/** Longest segment accepted, in bytes, binary data apart; a longer one means we misread the terminator, the byte after ISA16. */
export const maxSegmentBytes = 64 * 1024
/** A segment that is being read, and as many bytes again after it. */
export const windowBytes = 2 * maxSegmentBytes

export class ByteWindow {
  bytes = Buffer.allocUnsafe(windowBytes)
  /** File offset of the first byte. */
  base = 0
  /** Bytes filled. */
  used = 0
  /** Next byte to look at. */
  at = 0
  /** First byte not decided yet: where the segment that is being read begins. */
  start = 0
  private isKept = false

  /** Takes as many bytes as there is room for; answers how many. */
  fill(chunk: Uint8Array, from: number): number {
    const part = chunk.subarray(from, from + windowBytes - this.used)
    this.bytes.set(part, this.used)
    this.used += part.length
    return part.length
  }

  /**
   * Moves what is not decided yet to the front; answers by how many bytes.
   * Readers decide at the latest after `maxSegmentBytes`, so there is room then.
   */
  makeRoom(): number {
    const { bytes, start } = this
    if (this.isKept) this.bytes = Buffer.allocUnsafe(windowBytes)
    this.isKept = false
    bytes.copy(this.bytes, 0, start, this.used)
    this.base += start
    this.used -= start
    this.at -= start
    this.start = 0
    return start
  }

  /** Someone holds on to these bytes: new ones go elsewhere. */
  keep(): void {
    this.isKept = true
  }

  moveTo(at: number): void {
    this.start = at
    this.at = at
  }
}
