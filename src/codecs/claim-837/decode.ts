// A 2300 with the loops it stands in becomes one claim.
import { type ClaimKind, type ClaimOf, type Coverage, type CoverageOrder, coverageOrders } from '../../domain/index.js'
import type { Loop, Unit } from '../../schema/index.js'
import { type Checked, type Finding, finding } from '../../values/index.js'
import { readOnce } from '../codec.js'
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
  const findings: Finding[] = []
  const billing = readParent(readBillingProvider, parentOf(parents, '2000A'), '2000A', loop, findings)
  const level = readParent(subscriberLevel.decode, parentOf(parents, '2000B'), '2000B', loop, findings)
  const dependentLoop = parentOf(parents, '2000C')
  const dependent = dependentLoop && patientLevel.readNode(dependentLoop, { findings })
  const own = bodies[kind].readNode(loop, { findings })
  if (billing === undefined || level === undefined || own === undefined || (dependentLoop !== undefined && dependent === undefined))
    return { value: undefined, findings }
  const destination = dependent === undefined ? level : { ...level, relationship: dependent.relationship }
  const claim = {
    kind,
    ...own,
    billing,
    patient: dependent?.patient ?? destination.subscriber,
    coverages: inPaymentOrder(destination, own.coverages),
    destination: destination.order,
  }
  // The body is of this kind: TypeScript does not tie the two together.
  return { value: claim as unknown as ClaimOf<Kind>, findings }
}

function parentOf(parents: readonly Loop[], id: string): Loop | undefined {
  return parents.find((parent) => parent.id === id)
}

function inPaymentOrder(destination: Coverage, others: readonly Coverage[]): readonly Coverage[] {
  if (others.length === 0) return [destination]
  const rank = (order: CoverageOrder) => coverageOrders.indexOf(order)
  return [destination, ...others].toSorted((a, b) => rank(a.order) - rank(b.order))
}

function readParent<T>(
  read: (parent: Loop) => Checked<T>,
  parent: Loop | undefined,
  id: string,
  unit: Loop,
  findings: Finding[],
): T | undefined {
  if (parent !== undefined) {
    const answer = read(parent)
    findings.push(...answer.findings)
    return answer.value
  }
  const [first] = unit.children
  const at = first !== undefined && 'at' in first ? first.at : { offset: 0, segment: 0 }
  findings.push(finding('LOOP_MISSING', at, id, {}, id))
  return undefined
}
