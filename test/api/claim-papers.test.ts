// Packet and print over HTTP, from claims that were really sent and answered.
import { expect } from 'chai'
import { allScopes } from '../../src/api/index.js'
import { verifyPacket } from '../../src/evidence/index.js'
import { claimPacket, sentClaim } from '../../src/gateway/index.js'
import { claimSheet, drawSheet } from '../../src/paper/index.js'
import { pagesOf } from '../paper/read-pdf.js'
import { type Answered, answeredClaims } from '../support/answered-claims.js'
import { withDatabases } from '../support/databases.js'
import { schemas } from '../support/gateway.js'
import { type Server, startServer } from './server.js'
import { noon } from './world.js'

withDatabases((_database, openStore) => {
  describe('papers of a claim over the API', () => {
    let answered: Answered
    let server: Server
    let authorization: string
    before(async () => {
      answered = await answeredClaims(await openStore())
      const { store, clock, partner } = answered
      const parts = { store, clock, partners: [partner], madeBy: 'x12-gateway test', signingSecret: Buffer.alloc(32, 7) }
      server = await startServer({
        store,
        claimPacket: async (claim) => (await claimPacket(parts, claim)).zip,
        claimPdf: async (claim) => drawSheet(claimSheet(await sentClaim({ store, schemas }, claim))),
      })
      authorization = `Bearer ${(await store.keys.create('papers', allScopes, noon)).secret}`
    })
    after(() => server.close())

    const get = async (number: string, what: string): Promise<Response> => {
      const { id } = await answered.claim(number)
      return fetch(`${server.url}/api/v1/claims/${id}/${what}`, { headers: { authorization } })
    }

    it('the packet holds, under a name that tells nothing of the patient', async () => {
      const reply = await get('RB100022', 'packet')
      expect([reply.status, reply.headers.get('content-type')]).to.deep.equal([200, 'application/zip'])
      const { id } = await answered.claim('RB100022')
      expect(reply.headers.get('content-disposition')).to.equal(`attachment; filename="${id}.zip"`)
      expect(await verifyPacket(Buffer.from(await reply.arrayBuffer()))).to.deep.include({ isHeld: true, claim: 'RB100022' })
    })

    it('the print shows the claim', async () => {
      const reply = await get('RB100022', 'print')
      expect([reply.status, reply.headers.get('content-type')]).to.deep.equal([200, 'application/pdf'])
      const text = pagesOf(Buffer.from(await reply.arrayBuffer())).join('\n')
      expect(text).to.include('BROOKS, BEN').and.to.include('93000').and.to.include('295.00')
    })

    it('of a claim that is not there: 404', async () => {
      const reply = await fetch(`${server.url}/api/v1/claims/none/packet`, { headers: { authorization } })
      expect(reply.status).to.equal(404)
    })
  })
})
