import { ZeroedFileKey } from './file-key.js';
import type { FileKey, ObjectRef } from './object-store.js';

/** 16 bytes each; as many versions as a busy server hands to editors within minutes. */
const KEPT = 1024;

/**
 * File keys of versions that were leased lately: many people open the same head, and unwrapping its key
 * is the dearest step of an opening. Only for documents whose secret this server holds anyway.
 * Least recently used first; a forgotten key is zeroed.
 */
export class RecentKeys {
  readonly #keys = new Map<string, ZeroedFileKey>();
  readonly #documents = new Map<string, string>();

  /** A lease of its own for the caller, who destroys it. */
  lease(versionId: string): FileKey | undefined {
    const held = this.#keys.get(versionId);
    if (held === undefined) return undefined;
    this.#keys.delete(versionId);
    this.#keys.set(versionId, held);
    return new ZeroedFileKey(held.bytes);
  }

  keep({ versionId, documentId }: ObjectRef, fileKey: Uint8Array): void {
    this.#forget(versionId);
    this.#keys.set(versionId, new ZeroedFileKey(fileKey));
    this.#documents.set(versionId, documentId);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > KEPT && oldest !== undefined) this.#forget(oldest);
  }

  /** The server may not open it any more. */
  forgetDocument(documentId: string): void {
    for (const [versionId, id] of this.#documents) if (id === documentId) this.#forget(versionId);
  }

  #forget(versionId: string): void {
    this.#keys.get(versionId)?.destroy();
    this.#keys.delete(versionId);
    this.#documents.delete(versionId);
  }
}
