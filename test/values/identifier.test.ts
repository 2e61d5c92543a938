import { expect } from 'chai'
import { newId } from '../../src/values/index.js'

describe('newId', () => {
  it('is a UUID of version 7', () => {
    expect(newId()).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('sorts by the time it was made, also within a millisecond', () => {
    const ids = Array.from({ length: 20_000 }, newId)
    expect(ids).to.deep.equal(ids.toSorted((a, b) => (a < b ? -1 : 1)))
    expect(new Set(ids).size).to.equal(ids.length)
  })
})
