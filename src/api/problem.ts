// Everything that goes wrong leaves as problem+json (RFC 9457), without causes, stacks or anything that was sent.
import { CorrectionRefused, type SubmitReport } from '../gateway/index.js'
import { Fault, type FaultCode, faultCodes } from '../values/index.js'
import type { Problem } from './contract.js'
import { InputFault } from './input.js'
import { toAttemptView } from './views/sending.js'

/** REFUSED, with what made a story refuse: findings, and problems in JSON by their pointers. */
export class RefusedFault extends Fault {
  constructor(
    message: string,
    readonly findings: SubmitReport['findings'],
    readonly problems: SubmitReport['problems'],
  ) {
    super('REFUSED', message)
  }
}

/** The status and body for whatever was thrown. What is no Fault of ours and no fault of the request is INTERNAL. */
export function toProblem(thrown: unknown): Problem {
  const fault = thrown instanceof Fault ? thrown : requestFault(thrown)
  if (fault === undefined) return problem('INTERNAL', 'the log of the gateway says more')
  const { status } = faultCodes[fault.code]
  return {
    // What is wrong with us is for our log: the words of such a fault name hosts, paths and settings.
    ...problem(fault.code, status < 500 ? fault.message : 'the log of the gateway says more'),
    ...(status < 500 && fault.pointer !== undefined ? { pointer: fault.pointer } : {}),
    ...(fault instanceof InputFault ? { errors: [...fault.errors] } : {}),
    ...(fault instanceof RefusedFault || fault instanceof CorrectionRefused ? sayRefusal(fault) : {}),
    ...(fault instanceof CorrectionRefused ? { attempts: fault.attempts.map(toAttemptView) } : {}),
  }
}

function sayRefusal({ findings, problems }: Pick<RefusedFault, 'findings' | 'problems'>): Pick<Problem, 'findings' | 'errors'> {
  // Errors with a place in the JSON are told by it in any case, whoever found them.
  const found = findings.flatMap(({ severity, pointer, message }) =>
    severity === 'error' && pointer !== undefined ? [{ pointer, message }] : [],
  )
  const errors = [...found, ...problems].map(({ pointer, message }) => ({ pointer: `/body${pointer}`, detail: message }))
  return { findings: findings.map((finding) => ({ ...finding })), ...(errors.length === 0 ? {} : { errors }) }
}

function problem(code: FaultCode, detail: string): Problem {
  const { status, title } = faultCodes[code]
  return { type: `urn:x12-gateway:problem:${code.toLowerCase().replaceAll('_', '-')}`, title, status, code, detail }
}

/** What Express and Node throw about a request: a path that cannot be decoded, a reader that went away. */
function requestFault(thrown: unknown): Fault | undefined {
  if (thrown instanceof URIError) return new Fault('ARGUMENT_INVALID', 'the path is not well encoded')
  const isGone = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_STREAM_PREMATURE_CLOSE'
  return isGone ? new Fault('ARGUMENT_INVALID', 'the request broke off') : undefined
}
