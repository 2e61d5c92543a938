// A partner's settings become its folder.
import { openLocalFolder } from './local-folder.js'
import type { LocalFolderSettings, RemoteFolder, SftpFolderSettings } from './remote-folder.js'
import { openSftpFolder } from './sftp-folder.js'

/** Opens the other side of a partner's exchange; see the two kinds for what it throws. The caller closes it. */
export function openFolder(settings: LocalFolderSettings | SftpFolderSettings): Promise<RemoteFolder> {
  return settings.kind === 'local' ? openLocalFolder(settings) : openSftpFolder(settings)
}
