// A file of ours is read back from its own bytes: interchange, groups and sets with the numbers that answers come back under.
import type { Partner } from '../domain/index.js'
import { createFileReader, type FileHandler, type Guide, type SetEnd, type Unit } from '../schema/index.js'
import type { StoredFile } from '../store/index.js'
import type { GroupHeader, InterchangeHeader, SetHeader } from '../x12/index.js'
import type { FindingLog } from './finding-log.js'
import { interchangeRow } from './interchange-row.js'
import type { GatewayParts } from './parts.js'
import { decideOutgoing, guidesOf } from './policy.js'

/** What is recorded of the units of a file. Units are decoded at once: the loops above them go on filling up. */
export interface ContentRecorder {
  /** What to write down of a unit, once the row of its set is there. */
  unit(unit: Unit, set: SetHeader, guide: Guide): ((setId: string) => Promise<void>) | undefined
  /** The set has ended; gives its reference (BHT03), which is empty where it has none. */
  setEnd(end: SetEnd): string
}

/** Reads a file that leaves, or has left, and writes down its envelopes and what `content` makes of its units. Must run inside a transaction. */
export async function recordFile(
  parts: GatewayParts,
  file: StoredFile,
  { partner, findings }: { readonly partner: Partner; readonly findings: FindingLog },
  content: ContentRecorder,
): Promise<void> {
  const recording = new Recording(parts, file, partner, findings, content)
  const reader = createFileReader(parts.schemas, recording.handler(), {
    decide: decideOutgoing(partner),
    guideFor: guidesOf(parts.schemas, partner),
  })
  for await (const chunk of parts.store.files.read(file.id)) {
    reader.push(chunk)
    await recording.work()
  }
  reader.end()
  await recording.work()
}

/** Handlers note what to do and do no I/O; the notes are worked off between chunks, in order. */
class Recording {
  private readonly tasks: (() => Promise<void>)[] = []
  private interchangeId = ''
  private groupId = ''
  private setId = ''

  constructor(
    private readonly parts: GatewayParts,
    private readonly file: StoredFile,
    private readonly partner: Partner,
    private readonly findings: FindingLog,
    private readonly content: ContentRecorder,
  ) {}

  async work(): Promise<void> {
    for (const task of this.tasks.splice(0)) await task()
  }

  handler(): FileHandler {
    const { interchanges } = this.parts.store
    return {
      interchangeStart: (header) => this.interchangeStart(header),
      groupStart: (header) => this.groupStart(header),
      setStart: (header) => this.setStart(header),
      unit: (unit, set, guide) => {
        const record = this.content.unit(unit, set, guide)
        if (record !== undefined) this.tasks.push(() => record(this.setId))
      },
      setEnd: (end) => this.setEnd(end),
      groupEnd: ({ verdict }) => this.tasks.push(() => interchanges.finishGroup(this.groupId, { verdict })),
      interchangeEnd: ({ verdict, range }) => this.tasks.push(() => interchanges.finishInterchange(this.interchangeId, { verdict, range })),
      finding: (found, scope) => this.findings.add(found, scope),
    }
  }

  private interchangeStart(header: InterchangeHeader): void {
    this.tasks.push(async () => {
      const of = { fileId: this.file.id, direction: 'out', partnerId: this.partner.id, at: this.parts.clock() } as const
      const added = await this.parts.store.interchanges.add(interchangeRow(header, of))
      this.interchangeId = added.id
    })
  }

  private groupStart({ ordinal, functionalId, control, version }: GroupHeader): void {
    this.tasks.push(async () => {
      const { interchangeId } = this
      const added = await this.parts.store.interchanges.addGroup({ interchangeId, ordinal, functionalId, control, version })
      this.groupId = added.id
    })
  }

  private setStart({ ordinal, type, control, version, offset }: SetHeader): void {
    this.tasks.push(async () => {
      const { interchangeId, groupId } = this
      const added = await this.parts.store.interchanges.addSet({
        fileId: this.file.id,
        interchangeId,
        groupId,
        ordinal,
        type,
        guide: version,
        control,
        range: { offset, length: 0 },
      })
      this.setId = added.id
    })
  }

  private setEnd(end: SetEnd): void {
    const reference = this.content.setEnd(end)
    const { header, guide, verdict, range, segments, units } = end
    this.tasks.push(() =>
      this.parts.store.interchanges.finishSet(this.setId, {
        verdict,
        range,
        segments,
        units,
        guide: guide?.id ?? header.version,
        state: 'done',
        ...(reference === '' ? {} : { reference }),
      }),
    )
  }
}
