// Transaction sets made up from a guide alone: every segment where the guide has it, elements of nothing but form.
import type { ElementDefinition, Guide, LoopDefinition, SegmentDefinition } from '../../src/schema/index.js'

/** A whole number from 0, below this one. */
export type Pick = (below: number) => number

/** Numbers that look random, the same for the same seed: 32-bit linear congruence after Numerical Recipes. */
export function picker(seed: number): Pick {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const delimiters = { element: '*', component: ':', repetition: '^', terminator: '~' } as const
const letters = "ABCDEFGHIJ 0123456789.-/&é'".split('')

/** One interchange with a set of this guide, canonical, as UTF-8. */
export function randomFile(guide: Guide, pick: Pick): string {
  const body = new Maker(guide, pick).segments(guide.root).slice(0, -1)
  const header = body[0]?.split('*')[2] ?? ''
  const parties = ['ZZ', 'SENDER'.padEnd(15), 'ZZ', 'RECEIVER'.padEnd(15)]
  const isa = ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), ...parties, '261102', '0915', '^', '00501', '000000001', '0', 'T', ':']
  const segments = [
    isa.join('*'),
    `GS*${guide.functionalId}*S*R*20261102*0915*1*X*${guide.versions[0] ?? ''}`,
    ...body,
    `SE*${body.length + 1}*${header}`,
    'GE*1*1',
    'IEA*1*000000001',
  ]
  return segments.map((segment) => `${segment}~\n`).join('')
}

class Maker {
  constructor(
    private readonly guide: Guide,
    private readonly pick: Pick,
  ) {}

  segments({ children }: LoopDefinition): string[] {
    return children.flatMap((child) =>
      Array.from({ length: this.count(child) }, () => (child.kind === 'loop' ? this.segments(child) : [this.segment(child)])).flat(),
    )
  }

  private count({ usage, max }: LoopDefinition | SegmentDefinition): number {
    const more = max > 1 ? this.pick(2) : 0
    if (usage === 'R') return 1 + more
    return this.pick(4) === 0 ? 1 + more : 0
  }

  private segment({ id, elements }: SegmentDefinition): string {
    const texts = elements.map((element) => this.element(element))
    return [id, ...texts].join(delimiters.element).replace(/\*+$/, '')
  }

  private element(definition: ElementDefinition): string {
    if (definition.usage === 'N' || (definition.usage === 'S' && this.pick(2) === 0)) return ''
    const count = 1 + (definition.repeat > 1 ? this.pick(Math.min(3, definition.repeat)) : 0)
    return Array.from({ length: count }, () => this.repetition(definition)).join(delimiters.repetition)
  }

  private repetition(definition: ElementDefinition): string {
    const { components, ref } = definition
    if (ref === 'ST01') return this.guide.transactionSet
    if (components.length === 0) return this.text(definition)
    const texts = components.map((component) =>
      component.usage === 'N' || (component.usage === 'S' && this.pick(2) === 0) ? '' : this.text(component),
    )
    return texts.join(delimiters.component).replace(/:+$/, '')
  }

  private text({ codes }: ElementDefinition): string {
    if (codes !== undefined) return [...codes][this.pick(codes.size)] ?? ''
    return Array.from({ length: 1 + this.pick(12) }, () => letters[this.pick(letters.length)] ?? '').join('')
  }
}

/** Segments of a file put out of order, left out, doubled, or with something in them that no guide expects. */
export function spoil(segments: readonly string[], pick: Pick): string[] {
  const spoilt = segments.slice()
  for (let i = 1 + pick(6); i > 0 && spoilt.length > 1; i--) {
    const at = 1 + pick(spoilt.length - 1)
    const segment = spoilt[at] ?? ''
    const changes: readonly (() => void)[] = [
      () => spoilt.splice(at, 1),
      () => spoilt.splice(at, 0, segment),
      () => spoilt.splice(1 + pick(spoilt.length - 1), 0, ...spoilt.splice(at, 1 + pick(4))),
      () => spoilt.splice(at, 1, `${segment}*x*y*z`),
      () => spoilt.splice(at, 1, segment.replace('*', '*a:b:c:d:e:f:g:h:i:j^k*')),
      () => spoilt.splice(at, 1, segment.replace(/\*[^*]*$/, '*\xe9t\xe9')),
      () => spoilt.splice(at, 0, ['ZZ9*1', 'TA3*1*2', 'SE*1*2', 'ST*999*5*none', 'GS*XX', 'HL*9', 'ST', 'GE*7*7', ' X'][pick(9)] ?? ''),
    ]
    changes[pick(changes.length)]?.()
  }
  return spoilt
}
