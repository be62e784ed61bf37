import { Injectable, Logger } from '@nestjs/common';
import { DocumentAccess, DocumentContentReplaced } from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { DocumentKey } from '../document-server/document-keys.js';
import { DocumentServer } from '../document-server/document-server.js';
import { isPermanent, isSilent } from '../editor-connector.errors.js';
import { ForgottenFileImport, type ForgottenOutcome } from './forgotten-file-import.js';
import { ForgottenFiles, type ForgottenCounts } from './forgotten-files.js';

/** The rest waits for the next pass, so that saves of people who work now are not slowed down. */
const FILES_PER_PASS = 25;
/** A file that cannot be imported stays there for people to look at, and may be replaced there. */
const RETRY_PERMANENT_MS = 6 * 60 * 60 * 1000;

/** When files that could not be imported are tried again. */
@Injectable()
export class ForgottenRetries {
  readonly #later = new Map<string, { readonly documentId: string; readonly atMs: number }>();

  constructor(
    private readonly clock: Clock,
    events: DomainEvents,
  ) {
    // A person may have restored what was quarantined: then its file need not stay at the Document Server.
    events.on(DocumentContentReplaced, ({ documentId }) => this.#soon(documentId));
  }

  /** Those that are due. Keys that failed come last, so that they do not keep others from being imported. */
  due(known: readonly DocumentKey[]): readonly DocumentKey[] {
    const nowMs = this.clock.nowMs();
    const notBefore = ({ documentKey }: DocumentKey) => this.#later.get(documentKey)?.atMs ?? 0;
    return known
      .filter((key) => notBefore(key) <= nowMs)
      .toSorted((a, b) => notBefore(a) - notBefore(b));
  }

  add({ documentKey, documentId }: DocumentKey, afterMs = 0): void {
    this.#later.set(documentKey, { documentId, atMs: this.clock.nowMs() + afterMs });
  }

  /** Removes the keys of files that do not exist any more. */
  keepOnly(listed: readonly string[]): void {
    const present = new Set(listed);
    for (const key of this.#later.keys()) if (!present.has(key)) this.#later.delete(key);
  }

  #soon(documentId: string): void {
    for (const [key, later] of this.#later)
      if (later.documentId === documentId) this.#later.delete(key);
  }
}

/**
 * Fetches the saves that the Document Server could not deliver. Several instances may do so at once, and any of them
 * may crash at any point: a file is deleted there only after it is stored here, and it is stored once.
 */
@Injectable()
export class HarvestForgottenFiles {
  readonly #logger = new Logger(HarvestForgottenFiles.name);

  constructor(
    private readonly server: DocumentServer,
    private readonly files: ForgottenFiles,
    private readonly importing: ForgottenFileImport,
    private readonly access: DocumentAccess,
    private readonly retries: ForgottenRetries,
  ) {}

  /** One pass; undefined while the Document Server is unreachable, which its own status reports. */
  async execute(): Promise<ForgottenCounts | undefined> {
    const listed = await this.#listed();
    return listed && this.#pass(listed);
  }

  async #listed(): Promise<readonly string[] | undefined> {
    try {
      return await this.server.forgottenKeys();
    } catch (error) {
      if (!isAppError(error, 'editor-connector/server-unreachable')) throw error;
      if (!isSilent(error)) this.files.notListed(error.message);
      return undefined;
    }
  }

  async #pass(listed: readonly string[]): Promise<ForgottenCounts> {
    const known = await this.files.ours(listed);
    this.retries.keepOnly(listed);
    const outcomes = new Map<string, ForgottenOutcome>();
    for (const key of this.retries.due(known).slice(0, FILES_PER_PASS)) {
      const outcome = await this.#import(key);
      if (outcome === 'silent') break;
      if (outcome !== undefined) outcomes.set(key.documentKey, outcome);
    }
    return this.files.count(listed, known, outcomes);
  }

  /** `silent`: the Document Server does not answer any more, and the others need not be tried now. */
  async #import(key: DocumentKey): Promise<ForgottenOutcome | 'silent' | undefined> {
    const { documentId } = key;
    try {
      const document = await this.access.findById(documentId);
      if (document === undefined) return undefined;
      const outcome = await this.importing.import(key, document);
      if (outcome === 'doubtful') this.retries.add(key, RETRY_PERMANENT_MS);
      if (outcome === 'in-use') this.retries.add(key);
      else this.#logger.log({ documentId, outcome, reason: 'forgotten file' });
      return outcome;
    } catch (error) {
      this.retries.add(key, isPermanent(error) ? RETRY_PERMANENT_MS : 0);
      this.#logger.warn({ documentId, err: error });
      return isSilent(error) ? 'silent' : undefined;
    }
  }
}
