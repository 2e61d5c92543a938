// A 2300 with the loops it stands in becomes one Claim.
import type { Claim, PayerOrder } from '../../domain/index.js'
import type { Loop, Unit } from '../../schema/index.js'
import { type Checked, finding } from '../../values/index.js'
import { checked, readOnce } from '../codec.js'
import type { Reading } from '../part.js'
import { billingProvider } from './billing-provider.js'
import { claimLoop } from './claim.js'
import { patientLevel } from './patient.js'
import { subscriberLevel } from './subscriber.js'

const readBillingProvider = readOnce(billingProvider)
const readSubscriber = readOnce(subscriberLevel)
const paymentOrder: readonly PayerOrder[] = ['P', 'S', 'T']

/**
 * Reads one claim from its 2300 and its parents 2000A, 2000B and, for a dependent, 2000C (005010X222A1).
 * Coverages come in order of payment. No value when a required part is missing or not of its form; the findings say which.
 */
export function decodeClaim({ loop, parents }: Pick<Unit, 'loop' | 'parents'>): Checked<Claim> {
  return checked((reading) => {
    const parent = (id: string) => parents.find((each) => each.id === id)
    const billing = readParent(readBillingProvider, parent('2000A'), '2000A', loop, reading)
    const level = readParent(readSubscriber, parent('2000B'), '2000B', loop, reading)
    const dependentLoop = parent('2000C')
    const dependent = dependentLoop && patientLevel.readNode(dependentLoop, reading)
    const own = claimLoop.readNode(loop, reading)
    if (billing === undefined || level === undefined || own === undefined) return undefined
    if (dependentLoop !== undefined && dependent === undefined) return undefined
    const destination = dependent === undefined ? level : { ...level, relationship: dependent.relationship }
    return {
      kind: 'professional',
      ...own,
      billing,
      patient: dependent?.patient ?? destination.subscriber,
      coverages: [destination, ...own.coverages].sort((a, b) => paymentOrder.indexOf(a.order) - paymentOrder.indexOf(b.order)),
      destination: destination.order,
    }
  })
}

function readParent<T>(
  read: (parent: Loop) => Checked<T>,
  parent: Loop | undefined,
  id: string,
  unit: Loop,
  reading: Reading,
): T | undefined {
  if (parent !== undefined) {
    const { value, findings } = read(parent)
    reading.findings.push(...findings)
    return value
  }
  const [first] = unit.children
  const at = first !== undefined && 'at' in first ? first.at : { offset: 0, segment: 0 }
  reading.findings.push(finding('LOOP_MISSING', at, id, {}, id))
  return undefined
}
