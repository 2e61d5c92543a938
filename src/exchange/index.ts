export {
  hostileName,
  isTemporaryName,
  matchesPattern,
  outgoingName,
  printableName,
  temporaryName,
} from './file-name.js'
export { type DropFolder, openDropFolder } from './drop-folder.js'
export { openLocalFolder } from './local-folder.js'
export { openFolder } from './open-folder.js'
export type {
  LocalFolderSettings,
  Removal,
  RemoteEntry,
  RemoteFile,
  RemoteFolder,
  RemotePaths,
  SftpFolderSettings,
  Sighting,
  UploadOutcome,
} from './remote-folder.js'
export { needsPerson, pauseMs, type RetryPlan, withRetry } from './retry.js'
export { createSchedule, type Job, type Schedule, type ScheduleLog } from './schedule.js'
export { hostKeyFingerprint } from './host-key.js'
export { pickStable, type StableChoice, type StableMemory, type StablePick } from './stable.js'
