export { type CheckResult, verify, type VerifyReport } from './verify.js'
