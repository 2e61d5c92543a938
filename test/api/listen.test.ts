import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import express, { type Express } from 'express'
import { listen } from '../../src/api/index.js'
import { Fault } from '../../src/values/index.js'

/** Answers after so many milliseconds; 0 answers never. */
function slowApp(ms: number): Express {
  const app = express()
  app.get('/', (_request, response) => {
    if (ms > 0) setTimeout(() => response.send('whole'), ms)
  })
  return app
}

describe('listen', () => {
  const here = { host: '127.0.0.1', port: 0 }

  it('closing waits for what is being answered, and takes nothing new', async () => {
    const server = await listen(slowApp(150), here)
    const running = fetch(server.url).then((response) => response.text())
    await sleep(50)
    const closed = server.close()
    const late = await fetch(server.url).then(
      () => 'answered',
      () => 'refused',
    )
    expect(await running).to.equal('whole')
    await closed
    expect(late).to.equal('refused')
  })

  it('closing does not wait for ever', async () => {
    const server = await listen(slowApp(0), here)
    const running = fetch(server.url).then(
      () => 'answered',
      () => 'cut',
    )
    await sleep(50)
    const before = performance.now()
    await server.close(100)
    expect(performance.now() - before).to.be.within(90, 1500)
    expect(await running).to.equal('cut')
  })

  it('an address that is taken stops the start with the setting to change', async () => {
    const server = await listen(slowApp(1), here)
    const fault = await listen(slowApp(1), { host: '127.0.0.1', port: Number(new URL(server.url).port) }).catch((error: unknown) => error)
    expect(fault).to.be.instanceOf(Fault)
    expect(fault).to.include({ code: 'CONFIG_INVALID', pointer: 'api.port' })
    await server.close(0)
  })
})
