// What goes wrong in us, or for us: thrown, with a stable code. What is wrong in someone's file is a Finding instead.

/** Every fault code, with the HTTP status the API gives it and the exit code the command line gives it. */
export const faultCodes = {
  ARGUMENT_INVALID: { status: 400, exit: 2, title: 'The request is not understood' },
  CONFIG_INVALID: { status: 500, exit: 2, title: 'A setting is wrong' },
  FILE_UNREADABLE: { status: 400, exit: 2, title: 'A file cannot be read' },
  UNAUTHENTICATED: { status: 401, exit: 2, title: 'An API key is needed' },
  FORBIDDEN: { status: 403, exit: 2, title: 'This key may not do that' },
  NOT_FOUND: { status: 404, exit: 1, title: 'There is no such thing here' },
  METHOD_NOT_ALLOWED: { status: 405, exit: 2, title: 'This address does not know that method' },
  CONFLICT: { status: 409, exit: 1, title: 'The present state does not allow that' },
  REFUSED: { status: 422, exit: 1, title: 'Refused for a business reason' },
  TOO_LARGE: { status: 413, exit: 2, title: 'Too large' },
  MEDIA_UNSUPPORTED: { status: 415, exit: 2, title: 'The content type is not one that is taken here' },
  TOO_MANY_TRIES: { status: 429, exit: 2, title: 'Too many failed tries; wait a while' },
  DATABASE_UNAVAILABLE: { status: 503, exit: 2, title: 'The database cannot be reached' },
  DATABASE_IN_USE: { status: 503, exit: 2, title: 'Another process uses this embedded database' },
  KEY_MISSING: { status: 500, exit: 2, title: 'The encryption key is missing or wrong' },
  REMOTE_UNREACHABLE: { status: 502, exit: 2, title: 'The remote side cannot be reached' },
  REMOTE_HOST_KEY: { status: 502, exit: 2, title: 'The remote side shows another host key than the pinned one' },
  REMOTE_REFUSED: { status: 502, exit: 2, title: 'The remote side refused' },
  INTERNAL: { status: 500, exit: 2, title: 'A fault of the gateway' },
} as const

export type FaultCode = keyof typeof faultCodes

/** Thrown for broken machines, wrong settings and refused requests. Messages carry no patient data. */
export class Fault extends Error {
  override readonly name = 'Fault'
  constructor(
    readonly code: FaultCode,
    message: string,
    options?: { readonly cause?: unknown; readonly pointer?: string },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause })
    if (options?.pointer !== undefined) this.pointer = options.pointer
  }
  /** JSON pointer or setting path of what is wrong, when there is one. */
  readonly pointer?: string
}
