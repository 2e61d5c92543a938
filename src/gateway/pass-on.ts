// An 837 file of a practice-management system goes out as it is: its sets word for word, in an envelope of ours with our numbers.
import type { Partner } from '../domain/index.js'
import type { StoredFile } from '../store/index.js'
import { createEnvelopeReader, type InterchangeHeader } from '../x12/index.js'
import { type Outgoing, type Route } from './outgoing.js'
import type { GatewayParts } from './parts.js'

/**
 * One interchange of the file, to be written for its partner. Who writes to whom stands in the file when the partner is
 * only the default one; otherwise the partner's profile says it.
 */
export function resend(
  { store }: Pick<GatewayParts, 'store'>,
  file: StoredFile,
  interchange: InterchangeHeader,
  partner: Partner,
  isDefault: boolean,
): Outgoing {
  const { delimiters } = interchange
  return {
    partner,
    kind: '837',
    key: `submit:${file.id}:${interchange.ordinal}`,
    ...(isDefault ? { route: routeIn(interchange) } : {}),
    ...(partner.envelope.mayChange ? { delimiters } : {}),
    async *fill(writer) {
      const acts: (() => Promise<void> | void)[] = []
      let setsInGroup = 0
      const reader = createEnvelopeReader(
        {
          groupStart: ({ interchange: { ordinal }, functionalId, version }) => {
            setsInGroup = 0
            if (ordinal === interchange.ordinal) acts.push(() => writer.startGroup(functionalId, version))
          },
          segment: (segment, { type }) => {
            if (segment.id === 'SE') return
            if (segment.id !== 'ST') return void acts.push(() => void writer.segment(segment))
            const control = String(++setsInGroup)
            acts.push(() => void writer.startSet({ type, control, version: segment.text(3) }))
          },
        },
        { wants: ({ interchange: { ordinal } }) => ordinal === interchange.ordinal },
      )
      for await (const chunk of store.files.read(file.id)) {
        reader.push(chunk)
        for (const act of acts.splice(0)) await act()
        yield
      }
      reader.end()
      for (const act of acts.splice(0)) await act()
    },
  }
}

function routeIn({ sender, receiver, segment }: InterchangeHeader): Route {
  return { sender, receiver, applicationSender: segment.text(6).trim(), applicationReceiver: segment.text(8).trim() }
}
