// Files: handing one in, listing them, and their exact bytes.
import { z } from 'zod'
import type { Arrival, StoredFile } from '../../store/index.js'
import { Fault } from '../../values/index.js'
import { bytesBody } from '../body.js'
import { bytes, direction, fileState, fileView, pageOf, receiptView } from '../contract.js'
import { given, idParams, pagingQuery, toPage } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toFileView } from '../views/files.js'

export const x12Types = ['application/edi-x12', 'application/octet-stream', 'text/plain'] as const

/** Most bytes one slice gives: a slice is held in memory, the whole file is streamed. */
const maxSliceBytes = 1024 * 1024

/** Query parameters that say how a file came. The name is a label: no path, no control characters. */
export const arrivalQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^/\\\p{Cc}\p{Cf}]+$/u)
    .default('upload.edi')
    .meta({ description: 'Name of the file; a label only', example: 'claims-0302.edi' }),
  partner: z.string().max(64).optional().meta({ description: 'Partner it came from, when the file itself does not tell' }),
})

/** The arrival of an upload. Throws ARGUMENT_INVALID for a partner that is not configured. */
export function arrivalBy(
  { name, partner }: z.output<typeof arrivalQuery>,
  { now, partners }: Pick<ApiParts, 'now' | 'partners'>,
): Omit<Arrival, 'direction'> {
  if (partner !== undefined && !partners.some(({ id }) => id === partner)) {
    throw new Fault('ARGUMENT_INVALID', 'there is no such partner', { pointer: '/query/partner' })
  }
  return { name, source: 'api', at: now(), ...(partner === undefined ? {} : { partnerId: partner }) }
}

export function fileRoutes(parts: ApiParts): readonly Route[] {
  const { store, receive } = parts

  async function find(id: string): Promise<StoredFile> {
    const file = await store.files.find(id)
    if (file === undefined) throw new Fault('NOT_FOUND', 'there is no such file')
    return file
  }

  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/files',
      scope: 'files.write',
      audit: 'file.upload',
      tag: 'Files',
      summary: 'Hand in a file: its exact bytes are kept, then read, answered and posted',
      query: arrivalQuery,
      body: bytesBody(x12Types, 'The X12 file, byte for byte'),
      statuses: { 201: 'New, and what came of it', 200: 'The same bytes came before; nothing happened twice' },
      answer: receiptView,
      handle: async ({ query, body }) => {
        const report = await receive({ ...arrivalBy(query, parts), direction: 'in' }, body.chunks)
        return { status: report.outcome === 'duplicate' ? 200 : 201, body: report, objects: [`file:${report.fileId}`] }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/files',
      scope: 'files.read',
      audit: 'file.list',
      tag: 'Files',
      summary: 'Files that came and went, newest first',
      query: z.strictObject({ ...pagingQuery, direction: direction.optional(), state: fileState.optional() }),
      answer: pageOf(fileView),
      handle: async ({ query }) => {
        const page = await store.files.list(given(query))
        return { body: toPage(page, toFileView), objects: page.items.map(({ id }) => `file:${id}`) }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/files/{id}',
      scope: 'files.read',
      audit: 'file.read',
      tag: 'Files',
      summary: 'One file, and what processing found',
      params: idParams,
      answer: fileView,
      handle: async ({ params }) => ({ body: toFileView(await find(params.id)), objects: [`file:${params.id}`] }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/files/{id}/content',
      scope: 'raw.read',
      audit: 'file.content',
      tag: 'Files',
      summary: 'The exact bytes, or the slice that made a figure',
      params: idParams,
      query: z.strictObject({
        offset: z.coerce.number().int().min(0).optional().meta({ description: 'First byte, from 0', example: 812 }),
        length: z.coerce.number().int().min(1).max(maxSliceBytes).optional().meta({ description: 'Bytes wanted', example: 64 }),
      }),
      produces: 'text/plain',
      answer: bytes,
      handle: async ({ params, query }) => {
        const file = await find(params.id)
        const { offset = 0, length = Math.min(file.sizeBytes - offset, maxSliceBytes) } = query
        const isSlice = query.offset !== undefined || query.length !== undefined
        if (isSlice && offset + length > file.sizeBytes) {
          throw new Fault('ARGUMENT_INVALID', `the file ends at byte ${file.sizeBytes}`, { pointer: '/query/offset' })
        }
        const body = isSlice ? once(await store.files.slice(file.id, { offset, length })) : store.files.read(file.id)
        return { body, objects: [`file:${file.id}`], fileName: `${file.id}.edi` }
      },
    }),
  ]
}

async function* once(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk
}
