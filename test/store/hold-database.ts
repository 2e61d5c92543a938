// Run as a process of its own: opens the database named, keeps one file, and is killed while it writes the next.
import { openStore } from '../../src/store/index.js'
import { systemClock } from '../../src/values/index.js'
import { testKeys } from '../support/test-keys.js'
import { arrival } from './samples.js'

const store = await openStore({ engine: 'sqlite', file: process.argv[2] ?? '', ...testKeys, migrate: true }, { clock: systemClock })
await store.files.keep({ ...arrival, name: 'whole.edi' }, [Buffer.from('whole')])

async function* endless(): AsyncGenerator<Uint8Array> {
  for (let written = 0; ; written++) {
    yield Buffer.alloc(1024 * 1024, written)
    if (written === 3) process.stdout.write('writing\n')
    if (written > 3) await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
await store.files.keep(arrival, endless())
