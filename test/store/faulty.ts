import { expect } from 'chai'
import { Fault, type FaultCode } from '../../src/values/index.js'

/** The Fault that the work ends in; anything else fails the test. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.then(
    () => 'no fault',
    (error: unknown) => error,
  )
  expect(outcome).to.be.instanceOf(Fault)
  return outcome as Fault
}

export async function expectFault(code: FaultCode, work: Promise<unknown>): Promise<void> {
  expect((await faultOf(work)).code).to.equal(code)
}
