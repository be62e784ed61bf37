import type { HeldVersions } from '../../version-archive/index.js';
import type { DocumentKeys } from './document-keys.js';

/**
 * Holds what a document key was made for and what it was last saved as: the next save under it is made from that
 * version, and the differences of a session are those to the version that it began with.
 */
export class VersionsOfKeys {
  constructor(keys: DocumentKeys, held: HeldVersions) {
    held.register((documentId) => keys.versionsOf(documentId));
  }
}
