export { directoryUnavailable } from './directory.errors.js';
export { Directory } from './directory.js';
export { DirectoryModule } from './directory.module.js';
export { DirectorySettings, directorySettings, type LdapSettings } from './directory.config.js';
export { DirectoryRefuses, proveDirectory } from './prove-directory.ldap.js';
export type { DirectoryPerson, DirectoryPicture } from './directory-person.js';
