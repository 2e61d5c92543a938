// What every remote folder promises, whatever stands behind it. `remote-folder.test.ts` runs this against each of them.
import { expect } from 'chai'
import type { RemoteEntry, RemoteFile, RemoteFolder } from '../../src/exchange/index.js'
import { Fault } from '../../src/values/index.js'

/** One other side, with the folders in, out and done, and a look behind the scenes. */
export interface World {
  open(upload: 'rename' | 'direct'): Promise<RemoteFolder>
  /** `path` as "in/a.edi". */
  put(path: string, bytes: Uint8Array): Promise<void> | void
  get(path: string): Promise<Buffer | undefined> | Buffer | undefined
  /** Names in a folder, in order. */
  names(folder: string): Promise<string[]> | string[]
  dispose(): Promise<void>
}

export function bytesOf(size: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) % 251))
}

export async function readAll(folder: RemoteFolder, file: RemoteFile): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of folder.read(file)) parts.push(part)
  return Buffer.concat(parts)
}

export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  try {
    await work
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('a Fault was expected')
}

export function remoteFolderContract(name: string, start: () => Promise<World>): void {
  describe(`remote folder: ${name}`, () => {
    let world: World
    let folder: RemoteFolder
    let direct: RemoteFolder

    beforeEach(async () => {
      world = await start()
      folder = await world.open('rename')
      direct = await world.open('direct')
    })

    afterEach(async () => {
      await folder.close()
      await direct.close()
      await world.dispose()
    })

    async function listed(fileName: string): Promise<RemoteEntry> {
      const found = (await folder.list()).find((entry) => entry.name === fileName)
      if (found === undefined) throw new Error(`${fileName} is not listed`)
      return found
    }

    it('lists nothing in an empty folder', async () => {
      expect(await folder.list()).to.deep.equal([])
    })

    it('lists files with kind, size and time', async () => {
      await world.put('in/a.edi', bytesOf(300))
      const { kind, sizeBytes, modifiedMs, name: found } = await listed('a.edi')
      expect({ kind, sizeBytes, found }).to.deep.equal({ kind: 'file', sizeBytes: 300, found: 'a.edi' })
      expect(modifiedMs).to.be.greaterThan(1.7e12)
      expect(await folder.stat('a.edi')).to.deep.equal(await listed('a.edi'))
      expect(await folder.stat('b.edi')).to.equal(undefined)
    })

    for (const size of [0, 1, 32_767, 32_768, 32_769, 1_500_001])
      it(`reads a file of ${size} bytes as it is`, async () => {
        await world.put('in/a.edi', bytesOf(size))
        expect((await readAll(folder, await listed('a.edi'))).equals(bytesOf(size))).to.equal(true)
      })

    it('can be left in the middle of a file and goes on working', async () => {
      await world.put('in/a.edi', bytesOf(900_000))
      for await (const part of folder.read(await listed('a.edi'))) {
        expect(part.length).to.be.greaterThan(0)
        break
      }
      expect(await folder.list()).to.have.length(1)
    })

    for (const [now, size] of [
      ['longer', 500],
      ['shorter', 100],
      ['empty', 0],
    ] as const)
      it(`does not take a file that is ${now} than listed`, async () => {
        await world.put('in/a.edi', bytesOf(300))
        const file = await listed('a.edi')
        await world.put('in/a.edi', bytesOf(size))
        expect(await faultOf(readAll(folder, file))).to.include({ code: 'CONFLICT' })
        expect(await folder.remove(file)).to.equal('changed')
        expect(await world.names('in')).to.deep.equal(['a.edi'])
      })

    for (const mode of ['rename', 'direct'] as const) {
      const pick = (): RemoteFolder => (mode === 'rename' ? folder : direct)

      it(`uploads by ${mode}: the whole file, and nothing beside it`, async () => {
        const outcome = await pick().upload('b.edi', bytesOf(200_000))
        expect(outcome).to.include({ outcome: 'sent', sizeBytes: 200_000 })
        expect((await world.get('out/b.edi'))?.equals(bytesOf(200_000))).to.equal(true)
        expect(await world.names('out')).to.deep.equal(['b.edi'])
        expect(await pick().lookFor('b.edi', 200_000)).to.equal('present')
        expect(await pick().lookFor('b.edi', 200_001)).to.equal('partial')
        expect(await pick().lookFor('c.edi', 200_000)).to.equal('absent')
      })

      it(`uploads by ${mode} never replace a file`, async () => {
        await world.put('out/b.edi', Buffer.from('first'))
        const outcome = await pick().upload('b.edi', Buffer.from('second'))
        expect(outcome.outcome).to.equal('refused')
        expect(outcome).to.have.nested.property('fault.code', 'REMOTE_REFUSED')
        expect(String(await world.get('out/b.edi'))).to.equal('first')
        expect(await world.names('out')).to.deep.equal(['b.edi'])
      })

      it(`takes an upload by ${mode} back when its content fails half way`, async () => {
        async function* broken(): AsyncGenerator<Uint8Array> {
          yield bytesOf(100_000)
          throw new Error('the database went away')
        }
        const error: unknown = await pick()
          .upload('b.edi', broken())
          .catch((reason: unknown) => reason)
        expect(error).to.have.property('message', 'the database went away')
        expect(await world.names('out')).to.deep.equal([])
      })
    }

    it('uploads content that comes in pieces', async () => {
      async function* pieces(): AsyncGenerator<Uint8Array> {
        for (let at = 0; at < 100_000; at += 30_001) yield bytesOf(100_000).subarray(at, at + 30_001)
      }
      expect(await folder.upload('b.edi', pieces())).to.include({ outcome: 'sent', sizeBytes: 100_000 })
      expect((await world.get('out/b.edi'))?.equals(bytesOf(100_000))).to.equal(true)
    })

    it('writes over what an earlier attempt left under the temporary name', async () => {
      await world.put('out/b.edi.tmp', bytesOf(5000))
      expect(await folder.lookFor('b.edi', 300)).to.equal('partial')
      expect(await folder.upload('b.edi', bytesOf(300))).to.include({ outcome: 'sent', sizeBytes: 300 })
      expect(await world.names('out')).to.deep.equal(['b.edi'])
    })

    for (const bad of ['../b.edi', 'a/b.edi', '', '..', 'b.tmp', '.b.edi', 'b\u0000.edi', 'b'.repeat(256)])
      it(`does not upload under the name ${JSON.stringify(bad.slice(0, 20))}`, async () => {
        expect(await faultOf(folder.upload(bad, bytesOf(3)))).to.include({ code: 'ARGUMENT_INVALID' })
        expect(await world.names('out')).to.deep.equal([])
      })

    it('removes a file once; a second time there is nothing to remove', async () => {
      await world.put('in/a.edi', bytesOf(3))
      const file = await listed('a.edi')
      expect(await folder.remove(file)).to.equal('done')
      expect(await world.names('in')).to.deep.equal([])
      expect(await folder.remove(file)).to.equal('gone')
    })

    it('moves a file, and does not replace one of the same name', async () => {
      await world.put('in/a.edi', Buffer.from('first'))
      expect(await folder.move(await listed('a.edi'), folderName(await listed('a.edi'), 'done'))).to.equal('done')
      await world.put('in/a.edi', Buffer.from('second'))
      const second = await listed('a.edi')
      expect(await folder.move(second, folderName(second, 'done'))).to.equal('done')
      expect(await world.names('in')).to.deep.equal([])
      expect(await world.names('done')).to.deep.equal(['a.edi', `a.edi.${second.modifiedMs}`])
      expect(String(await world.get('done/a.edi'))).to.equal('first')
      expect(await folder.move(second, folderName(second, 'done'))).to.equal('gone')
    })

    it('says no to a folder that is not there', async () => {
      await world.put('in/a.edi', bytesOf(3))
      const file = await listed('a.edi')
      expect(await faultOf(folder.move(file, folderName(file, 'nowhere')))).to.include({ code: 'REMOTE_REFUSED' })
      expect(await world.names('in')).to.deep.equal(['a.edi'])
    })

    it('may be closed twice', async () => {
      await folder.close()
      await folder.close()
    })
  })
}

/** The folder `to` beside the one that this file was listed in, as that side calls it. */
function folderName(file: RemoteFile, to: string): string {
  return `${file.path.slice(0, -`in/${file.name}`.length)}${to}`
}
