// JSON pointers (RFC 6901): how a place in a document is written, and how a document grows from places.

export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Sets what a pointer names, making the objects and lists on the way. Its parts hold no "~" or "/". */
export function put(root: Record<string, unknown>, pointer: string, value: unknown): void {
  const keys = pointer.split('/').slice(1)
  const last = keys.pop() ?? ''
  let place = root
  for (const [index, key] of keys.entries()) {
    place[key] ??= /^\d+$/.test(keys[index + 1] ?? last) ? [] : {}
    place = place[key] as Record<string, unknown>
  }
  place[last] = value
}

/** What stands at a pointer; undefined when nothing does. */
export function valueAt(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (place, key) => (typeof place === 'object' && place !== null ? (place as Record<string, unknown>)[key] : undefined),
      root,
    )
}
