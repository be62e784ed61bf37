import { otherVersion, releaseRefused } from '../editor-connector.errors.js';
import { FileCapability } from './file-capability.js';

/** A released key is good for an hour at most, whatever was asked for. */
export const MAX_RELEASE_MS = 60 * 60 * 1000;

/** One version's file key, given by a person for one editing session (docs/adr/0010-custody.md). */
export interface KeyRelease {
  readonly version: number;
  /** The secret U, as it will stand in the file URL. */
  readonly capability: string;
  /** W: the file key, wrapped under a key that follows from U. */
  readonly wrappedKey: Buffer;
  readonly expiresAtMs: number;
  /** The public half of the pair that follows from U. */
  readonly sessionRecipient: string | null;
}

export interface ReleaseFor {
  readonly documentId: string;
  readonly versionNumber: number;
  readonly nowMs: number;
}

/** The capability, once it is certain that it opens the version to be opened, and only for a while. */
export function acceptRelease(release: KeyRelease, opening: ReleaseFor): FileCapability {
  const { documentId, versionNumber, nowMs } = opening;
  if (release.version !== versionNumber) throw otherVersion(documentId, versionNumber);
  const { expiresAtMs } = release;
  if (expiresAtMs <= nowMs) throw releaseRefused('it is over already', nowMs);
  if (expiresAtMs > nowMs + MAX_RELEASE_MS) throw releaseRefused('it lasts too long', nowMs);
  const capability = FileCapability.parse(release.capability);
  if (capability === undefined) throw releaseRefused('its capability is none', nowMs);
  const fileKey = capability.unwrap(release.wrappedKey, { documentId, versionNumber, expiresAtMs });
  if (fileKey === undefined) throw releaseRefused('its wrapped key does not open', nowMs);
  fileKey.destroy();
  return capability;
}
