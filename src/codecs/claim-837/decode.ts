// A 2300 with the loops it stands in becomes one claim.
import { type ClaimKind, type ClaimOf, type Coverage, type CoverageOrder, coverageOrders } from '../../domain/index.js'
import type { Loop, Unit } from '../../schema/index.js'
import { type Checked, finding } from '../../values/index.js'
import { checked, readOnce } from '../codec.js'
import type { Reading } from '../part.js'
import { billingProvider } from './billing-provider.js'
import { dentalBody } from './dental.js'
import { institutionalBody } from './institutional.js'
import { patientLevel } from './patient.js'
import { professionalBody } from './professional.js'
import { subscriberLevel } from './subscriber.js'

const bodies = { professional: professionalBody, institutional: institutionalBody, dental: dentalBody }
const readBillingProvider = readOnce(billingProvider)

/**
 * Reads one claim of a kind from its 2300 and its parents 2000A, 2000B and, for a dependent, 2000C.
 * Coverages come in order of payment. No value when a required part is missing or not of its form; the findings say which.
 */
export function decodeClaim<Kind extends ClaimKind>({ loop, parents }: Pick<Unit, 'loop' | 'parents'>, kind: Kind): Checked<ClaimOf<Kind>> {
  return checked((reading) => {
    const parent = (id: string) => parents.find((each) => each.id === id)
    const billing = readParent(readBillingProvider, parent('2000A'), '2000A', loop, reading)
    const level = readParent(subscriberLevel.decode, parent('2000B'), '2000B', loop, reading)
    const dependentLoop = parent('2000C')
    const dependent = dependentLoop && patientLevel.readNode(dependentLoop, reading)
    const own = bodies[kind].readNode(loop, reading)
    if (billing === undefined || level === undefined || own === undefined) return undefined
    if (dependentLoop !== undefined && dependent === undefined) return undefined
    const destination = dependent === undefined ? level : { ...level, relationship: dependent.relationship }
    const claim = {
      kind,
      ...own,
      billing,
      patient: dependent?.patient ?? destination.subscriber,
      coverages: inPaymentOrder([destination, ...own.coverages]),
      destination: destination.order,
    }
    // The body is of this kind: TypeScript does not tie the two together.
    return claim as unknown as ClaimOf<Kind>
  })
}

function inPaymentOrder(coverages: readonly Coverage[]): readonly Coverage[] {
  const rank = (order: CoverageOrder) => coverageOrders.indexOf(order)
  return coverages.toSorted((a, b) => rank(a.order) - rank(b.order))
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
