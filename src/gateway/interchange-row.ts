import type { Direction, NewInterchange } from '../store/index.js'
import type { Instant } from '../values/index.js'
import type { InterchangeHeader } from '../x12/index.js'

/** An interchange of a file as the store keeps it from its ISA on; its length is known when it has ended. */
export function interchangeRow(
  { ordinal, control, sender, receiver, date, time, usage, offset }: InterchangeHeader,
  of: { readonly fileId: string; readonly direction: Direction; readonly at: Instant; readonly partnerId?: string },
): NewInterchange {
  return {
    ordinal,
    control,
    senderQualifier: sender.qualifier,
    senderId: sender.id,
    receiverQualifier: receiver.qualifier,
    receiverId: receiver.id,
    date,
    time,
    usage,
    range: { offset, length: 0 },
    ...of,
  }
}
