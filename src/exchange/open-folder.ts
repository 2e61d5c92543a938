// A partner's settings become its folder.
import { openLocalFolder } from './local-folder.js'
import type { LocalFolderSettings, RemoteFolder, SftpFolderSettings } from './remote-folder.js'

/** Opens the other side of a partner's exchange; see the two kinds for what it throws. The caller closes it. */
export async function openFolder(settings: LocalFolderSettings | SftpFolderSettings): Promise<RemoteFolder> {
  if (settings.kind === 'local') return openLocalFolder(settings)
  const { openSftpFolder } = await import('./sftp-folder.js') // ssh takes its time to load, and most commands reach nobody
  return openSftpFolder(settings)
}
