export type * from './store.js'
export { openStore, type StoreParts, type StoreSettings } from './open.js'
export type { MysqlSettings, SqliteSettings, StoreLog } from './data-source.js'
