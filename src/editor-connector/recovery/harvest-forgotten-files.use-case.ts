import { Injectable, Logger } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { DocumentKey } from '../document-server/document-keys.js';
import { DocumentServer } from '../document-server/document-server.js';
import { isPermanent } from '../editor-connector.errors.js';
import { ForgottenFileImport, type ForgottenOutcome } from './forgotten-file-import.js';
import { ForgottenFiles, type ForgottenCounts } from './forgotten-files.js';

/** The rest waits for the next pass, so that saves of people who work now are not slowed down. */
const FILES_PER_PASS = 25;
/** A file that cannot be imported stays there for people to look at, and may be replaced there. */
const RETRY_PERMANENT_MS = 6 * 60 * 60 * 1000;

/**
 * Fetches the saves that the Document Server could not deliver. Several instances may do so at once, and any of them
 * may crash at any point: a file is deleted there only after it is stored here, and it is stored once.
 */
@Injectable()
export class HarvestForgottenFiles {
  readonly #logger = new Logger(HarvestForgottenFiles.name);
  /** Keys that failed, and the time from which they are retried, after all others. */
  readonly #retryAtMs = new Map<string, number>();

  constructor(
    private readonly server: DocumentServer,
    private readonly files: ForgottenFiles,
    private readonly importing: ForgottenFileImport,
    private readonly access: DocumentAccess,
    private readonly clock: Clock,
  ) {}

  /** One pass; undefined while the Document Server is unreachable, which its own status reports. */
  async execute(): Promise<ForgottenCounts | undefined> {
    try {
      return await this.#pass(await this.server.forgottenKeys());
    } catch (error) {
      if (isAppError(error, 'editor-connector/server-unreachable')) return undefined;
      throw error;
    }
  }

  async #pass(listed: readonly string[]): Promise<ForgottenCounts> {
    const known = await this.files.ours(listed);
    this.#forgetMissing(listed);
    const outcomes = new Map<string, ForgottenOutcome>();
    for (const key of this.#due(known).slice(0, FILES_PER_PASS)) {
      const outcome = await this.#import(key);
      if (outcome !== undefined) outcomes.set(key.documentKey, outcome);
    }
    return this.files.count(listed, known, outcomes);
  }

  async #import(key: DocumentKey): Promise<ForgottenOutcome | undefined> {
    const { documentId, documentKey } = key;
    try {
      const document = await this.access.findById(documentId);
      if (document === undefined) return undefined;
      const outcome = await this.importing.import(key, document);
      if (outcome === 'doubtful') this.#retryLater(documentKey, RETRY_PERMANENT_MS);
      if (outcome === 'in-use') this.#retryLater(documentKey);
      else this.#logger.log({ documentId, outcome, reason: 'forgotten file' });
      return outcome;
    } catch (error) {
      this.#retryLater(documentKey, isPermanent(error) ? RETRY_PERMANENT_MS : 0);
      if (isAppError(error, 'editor-connector/server-unreachable')) throw error;
      this.#logger.warn({ documentId, err: error });
      return undefined;
    }
  }

  /** Keys that failed come last, so that they do not keep others from being imported. */
  #due(known: readonly DocumentKey[]): readonly DocumentKey[] {
    const nowMs = this.clock.nowMs();
    const notBefore = ({ documentKey }: DocumentKey) => this.#retryAtMs.get(documentKey) ?? 0;
    return known
      .filter((key) => notBefore(key) <= nowMs)
      .toSorted((a, b) => notBefore(a) - notBefore(b));
  }

  #retryLater(documentKey: string, ms = 0): void {
    this.#retryAtMs.set(documentKey, this.clock.nowMs() + ms);
  }

  #forgetMissing(listed: readonly string[]): void {
    const present = new Set(listed);
    for (const key of this.#retryAtMs.keys()) if (!present.has(key)) this.#retryAtMs.delete(key);
  }
}
