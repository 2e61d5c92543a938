// The journal for other programs, one address per format.
import { z } from 'zod'
import { type ExportFormatName, exportFormats } from '../../export/index.js'
import { exportJournal } from '../../gateway/index.js'
import { bytes } from '../contract.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'

const query = z.strictObject({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).meta({
    description: 'Only entries after this running number: the `seq` of the last row of the export before',
    example: 1200,
  }),
})

export function ledgerExportRoutes({ store }: ApiParts): readonly Route[] {
  return (Object.keys(exportFormats) as ExportFormatName[]).map((format) =>
    defineRoute({
      method: 'get',
      path: `/api/v1/ledger/export.${format}`,
      scope: 'ledger.read',
      audit: 'ledger.export',
      tag: 'Accounts',
      summary: `Ledger entries after a cursor as ${exportFormats[format].says}; an export without rows says that nothing is new`,
      query,
      produces: exportFormats[format].mediaType,
      answer: bytes,
      handle: async ({ query: { after } }) => ({
        body: exportJournal(store, format, after).bytes,
        objects: [`ledger:after-${after}`],
        fileName: `journal-after-${after}.${format}`,
      }),
    }),
  )
}
