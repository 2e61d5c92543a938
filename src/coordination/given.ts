// Properties that are left out, rather than there without a value.

/** The property, when it has a value. */
export function given<const Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]?: Value })
}
