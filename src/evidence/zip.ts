// The ZIP around a packet. It is written one way only (parts stored as they are, no times, no attributes), so that the
// same parts always make the same bytes, and any byte that was changed shows.
import { fromBuffer } from 'yauzl'
import { ZipFile } from 'yazl'
import { Fault, firstZipDay } from '../values/index.js'

export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Longest part that is taken out of a ZIP: no claim comes near, and a ZIP may lie about its sizes. */
const maxPartBytes = 64 * 1024 * 1024

export async function writeZip(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const zip = new ZipFile()
  const options = { compress: false, mtime: firstZipDay(), forceDosTimestamp: true, mode: 0o100600 }
  for (const { name, bytes } of entries) zip.addBuffer(Buffer.from(bytes), name, options)
  zip.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

/** The entries in the order of the file. Throws a Fault FILE_UNREADABLE when the bytes are no ZIP. */
export function readZip(bytes: Uint8Array): Promise<readonly ZipEntry[]> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(new Fault('FILE_UNREADABLE', 'it cannot be read as a ZIP file', { cause }))
    fromBuffer(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error !== null) return fail(error)
      const entries: ZipEntry[] = []
      zip.on('error', fail)
      zip.on('end', () => resolve(entries))
      zip.on('entry', (entry) => {
        if (entry.uncompressedSize > maxPartBytes) return fail(undefined)
        zip.openReadStream(entry, (openError, stream) => {
          if (openError !== null) return fail(openError)
          const chunks: Uint8Array[] = []
          stream.on('error', fail)
          stream.on('data', (chunk: Uint8Array) => chunks.push(chunk))
          stream.on('end', () => {
            entries.push({ name: entry.fileName as string, bytes: Buffer.concat(chunks) })
            zip.readEntry()
          })
        })
      })
      zip.readEntry()
    })
  })
}
