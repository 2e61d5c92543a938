// The audit chain: every way to tamper with it shows, at the first link that is wrong.
import { expect } from 'chai'
import type { Store } from '../../src/store/index.js'
import { type TestDatabase, withDatabases } from '../support/databases.js'
import { rawSql } from './raw.js'
import { allPages, at, later } from './samples.js'

describe('store: audit chain', () => {
  withDatabases((_name, _openStore, createDatabase) => {
    let database: TestDatabase
    let store: Store
    beforeEach(async () => {
      database = await createDatabase()
      store = await database.open()
      for (let seq = 1; seq <= 5; seq++)
        await store.audit.append({
          at,
          actor: 'key:1',
          action: 'claim.read',
          object: `claim:${seq}`,
          detail: { rows: seq, filter: 'ünïcode' },
        })
      await store.audit.append({ at: later, actor: 'system', action: 'start' })
    })

    it('holds, and lists what was appended, newest first', async () => {
      expect(await store.audit.verify()).to.deep.equal({ links: 6 })
      const events = await allPages((paging) => store.audit.list(paging))
      expect(events.map(({ seq }) => seq)).to.deep.equal([6, 5, 4, 3, 2, 1])
      expect(events[0]).to.deep.equal({ seq: 6, at: later, actor: 'system', action: 'start' })
      const detail = { rows: 5, filter: 'ünïcode' }
      expect(events[1]).to.deep.equal({ seq: 5, at, actor: 'key:1', action: 'claim.read', object: 'claim:5', detail })
    })

    it('is one chain, however many append at the same time', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, index) => store.audit.append({ at, actor: 'system', action: `act ${index}` })))
      expect(await store.audit.verify()).to.deep.equal({ links: 36 })
    })

    it('is checked beyond one page of links', async () => {
      await store.transaction(async () => {
        for (let i = 0; i < 1000; i++) await store.audit.append({ at, actor: 'system', action: 'act' })
      })
      expect(await store.audit.verify()).to.deep.equal({ links: 1006 })
    })

    it('an empty chain holds', async () => {
      expect(await (await (await createDatabase()).open()).audit.verify()).to.deep.equal({ links: 0 })
    })

    it('the database itself refuses to change or remove a link', async () => {
      for (const statement of ["UPDATE audit_event SET actor = 'x'", 'DELETE FROM audit_event WHERE seq = 6']) {
        const error = await rawSql(database.settings, statement).catch((reason: unknown) => reason)
        expect(error).to.be.instanceOf(Error).with.property('message', 'rows of audit_event are never changed')
      }
    })

    const insert = 'INSERT INTO audit_event (seq, at, actor, action, object, detail, link) SELECT'
    const rows: readonly (readonly [string, number, readonly string[]])[] = [
      ['a changed actor', 3, ["UPDATE audit_event SET actor = 'key:2' WHERE seq = 3"]],
      ['a changed time', 1, ["UPDATE audit_event SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1"]],
      ['a changed detail', 4, [`UPDATE audit_event SET detail = '{"rows":9}' WHERE seq = 4`]],
      ['a removed object', 2, ['UPDATE audit_event SET object = NULL WHERE seq = 2']],
      ['a removed link', 3, ['DELETE FROM audit_event WHERE seq = 3']],
      ['a removed first link', 1, ['DELETE FROM audit_event WHERE seq = 1']],
      ['a removed link, the gap closed', 3, ['DELETE FROM audit_event WHERE seq = 3', 'UPDATE audit_event SET seq = 3 WHERE seq = 4']],
      [
        'swapped links',
        2,
        [
          'UPDATE audit_event SET seq = -2 WHERE seq = 2',
          'UPDATE audit_event SET seq = 2 WHERE seq = 4',
          'UPDATE audit_event SET seq = 4 WHERE seq = -2',
        ],
      ],
      ['a cut tail', 6, ['DELETE FROM audit_event WHERE seq = 6']],
      ['an inserted link', 7, [`${insert} 7, at, actor, action, object, detail, link FROM audit_event WHERE seq = 6`]],
      ['a link before the first', 1, [`${insert} 0, at, actor, action, object, detail, link FROM audit_event WHERE seq = 1`]],
    ]
    for (const [what, firstBad, statements] of rows)
      it(`${what} is found`, async () => {
        await rawSql(database.settings, 'DROP TRIGGER audit_event_no_update', 'DROP TRIGGER audit_event_no_delete', ...statements)
        expect((await store.audit.verify()).firstBad).to.equal(firstBad)
      })

    it('a chain written with another key is found from its first link', async () => {
      await store.close()
      const forger = await database.open({ settings: { auditKey: Buffer.alloc(32, 0x33) } })
      expect(await forger.audit.verify()).to.deep.equal({ links: 0, firstBad: 1 })
    })
  })
})
