export { Directory } from './directory.js';
export { DirectoryModule } from './directory.module.js';
export { directorySettings } from './directory.config.js';
export type { DirectoryPerson } from './directory-person.js';
