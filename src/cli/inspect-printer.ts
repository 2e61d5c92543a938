// What the three ways of printing an outline share.
import type { OutlineLevel, OutlineListener } from '../query/index.js'

export interface OutlinePrinter extends OutlineListener {
  /** A file is a level of its own, and closed like the others. */
  startFile(path: string): void
  end(): void
}

/** What stands above the segments of a level. */
export function headingOf(level: OutlineLevel): string {
  switch (level.kind) {
    case 'interchange': {
      const { control, sender, receiver, usage } = level.header
      return `Interchange ${control} from ${sender.id} to ${receiver.id}${usage === 'T' ? ', test' : ''}`
    }
    case 'group':
      return `Group ${level.header.control} ${level.header.functionalId} ${level.header.version}`
    case 'transactionSet': {
      const { type, control, version } = level.header
      return `${type} ${control} ${level.guide?.name ?? `${version}: there is no guide for it here, so its segments are not shown`}`
    }
    case 'loop':
      return `${level.id} ${level.name}${level.unit === undefined ? '' : `, no. ${level.unit}`}`
  }
}
