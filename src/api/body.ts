// Reading request bodies: nothing, JSON against a schema, or a stream of bytes; each with its media types and its cap.
import { Readable } from 'node:stream'
import type { Request } from 'express'
import { z } from 'zod'
import type { ZodOpenApiContentObject } from 'zod-openapi'
import { Fault, findJsonError } from '../values/index.js'
import type { ApiLimits } from './parts.js'
import { checkInput } from './input.js'

/** Says which media types a route takes, how they become a value, and how the OpenAPI document describes them. */
export interface BodyReader<T> {
  readonly mediaTypes: readonly string[]
  readonly content: ZodOpenApiContentObject
  read(request: Request, mediaType: string, limits: ApiLimits): Promise<T>
}

export const noBody: BodyReader<undefined> = { mediaTypes: [], content: {}, read: async () => undefined }

/** Bytes as they arrive, cut off with TOO_LARGE when they exceed the upload limit. */
export interface Upload {
  readonly chunks: AsyncIterable<Uint8Array>
}

export function bytesBody(mediaTypes: readonly string[], description: string): BodyReader<Upload> {
  const schema = z.string().meta({ description, format: 'binary' })
  return {
    mediaTypes,
    content: Object.fromEntries(mediaTypes.map((type) => [type, { schema }])),
    read: async (request, _mediaType, limits) => {
      refuseAnnounced(request, limits.uploadBytes)
      return { chunks: capped(request, limits.uploadBytes) }
    },
  }
}

/** Bytes that are wanted all at once: at most as many as a JSON body may have. */
export function wholeBody(mediaTypes: readonly string[], description: string): BodyReader<Uint8Array> {
  const { content } = bytesBody(mediaTypes, description)
  return { mediaTypes, content, read: (request, _mediaType, limits) => readAll(request, limits.jsonBytes) }
}

const jsonType = 'application/json'
/** Deeper than any document of ours; keeps recursive code that comes later from running out of stack. */
const maxDepth = 64

export function jsonBody<S extends z.ZodType>(schema: S): BodyReader<z.output<S>> {
  return {
    mediaTypes: [jsonType],
    content: { [jsonType]: { schema } },
    read: async (request, _mediaType, limits) => checkInput(schema, parseJson(await readAll(request, limits.jsonBytes)), '/body'),
  }
}

/** JSON that is kept as the exact bytes that came, once they are known to be of this form. */
export function jsonFileBody<S extends z.ZodType>(schema: S): BodyReader<Upload> {
  return {
    mediaTypes: [jsonType],
    content: { [jsonType]: { schema } },
    read: async (request, _mediaType, limits) => {
      const bytes = await readAll(request, limits.jsonBytes)
      checkInput(schema, parseJson(bytes), '/body')
      return { chunks: Readable.from([bytes]) }
    },
  }
}

/** Takes what either reader takes; the media type decides. */
export function eitherBody<A, B>(first: BodyReader<A>, second: BodyReader<B>): BodyReader<A | B> {
  return {
    mediaTypes: [...first.mediaTypes, ...second.mediaTypes],
    content: { ...first.content, ...second.content },
    read: (request, mediaType, limits): Promise<A | B> =>
      (first.mediaTypes.includes(mediaType) ? first : second).read(request, mediaType, limits),
  }
}

/** Reads the body when its media type is one the reader takes. Throws MEDIA_UNSUPPORTED otherwise, also for compressed bodies. */
export async function readBody<T>(reader: BodyReader<T>, request: Request, limits: ApiLimits): Promise<T> {
  if (reader.mediaTypes.length === 0) return reader.read(request, '', limits)
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw new Fault('MEDIA_UNSUPPORTED', 'compressed bodies are not taken; send the bytes as they are')
  const [mediaType = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
  if (!reader.mediaTypes.includes(mediaType.trim())) {
    throw new Fault('MEDIA_UNSUPPORTED', `send a Content-Type header of ${reader.mediaTypes.join(' or ')}`)
  }
  return reader.read(request, mediaType.trim(), limits)
}

/** Parses UTF-8 JSON. Throws ARGUMENT_INVALID that says where, and never what, when it is broken, too deep or tries to reach a prototype. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const { line, column } = findJsonError(text)
    throw new Fault('ARGUMENT_INVALID', `the body is not JSON: line ${line}, column ${column}`, { pointer: '/body' })
  }
  refuseTraps(value)
  return value
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Fault('ARGUMENT_INVALID', 'the body is not UTF-8', { pointer: '/body' })
  }
}

function refuseTraps(root: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 1 }]
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { value, depth } = entry
    if (typeof value !== 'object' || value === null) continue
    if (depth > maxDepth) throw new Fault('ARGUMENT_INVALID', `the body nests deeper than ${maxDepth} levels`, { pointer: '/body' })
    if (Object.hasOwn(value, '__proto__')) throw new Fault('ARGUMENT_INVALID', 'the body holds a key __proto__', { pointer: '/body' })
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 })
  }
}

async function readAll(request: Request, maxBytes: number): Promise<Uint8Array> {
  refuseAnnounced(request, maxBytes)
  const chunks: Uint8Array[] = []
  for await (const chunk of capped(request, maxBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function refuseAnnounced(request: Request, maxBytes: number): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
}

async function* capped(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0
  for await (const chunk of chunksOf(request)) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  // Stopping early must not destroy the request: the refusal still has to travel over its connection.
  const chunks: AsyncIterator<Uint8Array> = request.iterator({ destroyOnReturn: false })
  for (;;) {
    const next = await chunks.next().catch((cause: unknown) => {
      throw new Fault('ARGUMENT_INVALID', 'the request broke off before its end', { cause })
    })
    if (next.done === true) return
    yield next.value
  }
}

function tooLarge(maxBytes: number): Fault {
  return new Fault('TOO_LARGE', `a body of at most ${maxBytes} bytes is taken here`)
}
