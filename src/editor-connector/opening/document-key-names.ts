import { createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 16;
const PREFIX_CHARS = 8;

/**
 * Makes names for document keys. Several systems may share one Document Server, and equal keys would share
 * one document: so a prefix of this installation, and 128 random bits. Only letters that the Document
 * Server takes (docs/formats/document-server.md).
 */
export class DocumentKeyNames {
  readonly #prefix: string;

  constructor(installation: Buffer) {
    this.#prefix = `k${createHash('sha256').update(installation).digest('hex').slice(0, PREFIX_CHARS)}`;
  }

  next(): string {
    return `${this.#prefix}-${randomBytes(RANDOM_BYTES).toString('hex')}`;
  }
}
