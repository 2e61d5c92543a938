export { type Api, createApi } from './app.js'
export { type Listening, listen, type ListenOptions } from './listen.js'
export {
  type ApiLimits,
  type ApiLog,
  type LogFields,
  type ApiParts,
  defaultLimits,
  type Readiness,
  type ReceiveFile,
  type SubmitFile,
} from './parts.js'
export { allScopes, isScope, type Scope, scopeMeanings } from './scopes.js'
export type * from './contract.js'
