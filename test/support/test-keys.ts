/** Keys of the tests' databases. */
export const testKeys = { encryptionKey: Buffer.alloc(32, 0x11), auditKey: Buffer.alloc(32, 0x22) }
