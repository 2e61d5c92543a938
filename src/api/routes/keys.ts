// API keys: made, listed and revoked; a secret is shown once, when it is made.
import { jsonBody } from '../body.js'
import { keyBody, keyView, newKeyView, pageOf } from '../contract.js'
import { Fault } from '../../values/index.js'
import { z } from 'zod'
import { idParams } from '../paging.js'
import type { ApiParts } from '../parts.js'
import { defineRoute, type Route } from '../route.js'
import { toKeyView } from '../views/upkeep.js'

export function keyRoutes({ store, now }: ApiParts): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/keys',
      scope: 'keys.manage',
      audit: 'none',
      tag: 'Upkeep',
      summary: 'API keys, without their secrets',
      answer: pageOf(keyView),
      handle: async () => ({ body: { items: (await store.keys.list()).map(toKeyView) } }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/keys',
      scope: 'keys.manage',
      audit: 'key.create',
      isAtomic: true,
      tag: 'Upkeep',
      summary: 'Make a key; its secret is in this answer and nowhere else',
      body: jsonBody(keyBody),
      statuses: { 201: 'The key and its secret' },
      answer: newKeyView,
      handle: async ({ body: { name, scopes }, caller }) => {
        const beyond = scopes.filter((scope) => !caller.scopes.includes(scope))
        if (beyond.length > 0) throw new Fault('FORBIDDEN', `a key cannot give what it lacks: ${beyond.join(', ')}`)
        const { key, secret } = await store.keys.create(name, [...new Set(scopes)], now())
        return { body: { ...toKeyView(key), secret }, objects: [`key:${key.id}`] }
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/v1/keys/{id}',
      scope: 'keys.manage',
      audit: 'key.revoke',
      isAtomic: true,
      tag: 'Upkeep',
      summary: 'Revoke a key, at once and for ever',
      params: idParams,
      statuses: { 204: 'Revoked' },
      answer: z.undefined(),
      handle: async ({ params: { id } }) => {
        const isKnown = (await store.keys.list()).some((key) => key.id === id)
        if (!isKnown) throw new Fault('NOT_FOUND', 'there is no such key')
        await store.keys.revoke(id, now())
        return { body: undefined, objects: [`key:${id}`] }
      },
    }),
  ]
}
