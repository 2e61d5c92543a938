// Runs a guide's rules over the loops of a transaction set as they are completed.
import type { SnipType } from '../values/index.js'
import type { Segment } from '../x12/index.js'
import type { FaultyElements } from './faulty-elements.js'
import type { OpenLoop } from './open-loop.js'
import type { Breach, Rule, RuleSet } from './rule-set.js'

export type ReportBreach = (rule: Rule, breach: Breach) => void

/** A loop outside any unit has ended, or a unit is complete: then the loops inside it are looked at too. Rules see what stands in them and came before. */
export class RuleChecker {
  private readonly isAsked: boolean
  /** The rule being looked at, in which loop and for which segment. */
  private rule: Rule | undefined
  private open: OpenLoop | undefined
  private now: Segment | undefined
  private readonly tell = (breach: Breach): void => {
    const { rule, open, now } = this
    if (rule !== undefined && open !== undefined && !this.faulty.isAmong(rule.places, open, now)) this.report(rule, breach)
  }
  private readonly ask = (rule: Rule, open: OpenLoop, now: Segment | undefined): void => {
    if (this.snip?.has(rule.snip) === false) return
    this.rule = rule
    this.open = open
    this.now = now
    rule.check(open, now, this.tell)
  }

  constructor(
    private readonly rules: RuleSet,
    private readonly faulty: FaultyElements,
    /** SNIP types asked for; all when undefined. */
    private readonly snip: ReadonlySet<SnipType> | undefined,
    private readonly report: ReportBreach,
  ) {
    this.isAsked = snip === undefined || snip.has(3) || snip.has(4) || snip.has(5)
  }

  unit(open: OpenLoop): void {
    this.loop(open)
    if (open.inner !== undefined) for (const inner of open.inner) this.unit(inner)
  }

  loop(open: OpenLoop): void {
    if (this.isAsked) this.rules.get(open.definition)?.judge(open, this.ask)
  }
}
