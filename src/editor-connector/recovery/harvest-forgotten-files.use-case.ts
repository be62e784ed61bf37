import { Injectable, Logger } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { DocumentKey } from '../document-server/document-keys.js';
import { DocumentServer } from '../document-server/document-server.js';
import { isHopeless } from '../editor-connector.errors.js';
import { ForgottenFileImport, type ForgottenOutcome } from './forgotten-file-import.js';
import { ForgottenFiles, type ForgottenCounts } from './forgotten-files.js';

/** The rest waits for the next round: saves of people who work now go before. */
const A_ROUND = 25;
/** What cannot be a document stays where it is for people to look at; it may be replaced there. */
const HOPELESS_AGAIN_MS = 6 * 60 * 60 * 1000;

/**
 * Fetches the saves that the Document Server could not deliver. Several instances may do so at once, and any of
 * them may die at any point: a file is deleted there only when it is stored here, and stored once.
 */
@Injectable()
export class HarvestForgottenFiles {
  readonly #logger = new Logger(HarvestForgottenFiles.name);
  /** Keys that did not work, and from when on they may be tried again: after all others. */
  readonly #failed = new Map<string, number>();

  constructor(
    private readonly server: DocumentServer,
    private readonly files: ForgottenFiles,
    private readonly importing: ForgottenFileImport,
    private readonly access: DocumentAccess,
    private readonly clock: Clock,
  ) {}

  /** One round; undefined while the Document Server is away, which its own status tells of. */
  async execute(): Promise<ForgottenCounts | undefined> {
    try {
      return await this.#round(await this.server.forgottenKeys());
    } catch (error) {
      if (isAppError(error, 'editor-connector/server-unreachable')) return undefined;
      throw error;
    }
  }

  async #round(listed: readonly string[]): Promise<ForgottenCounts> {
    const known = await this.files.ours(listed);
    this.#forgetOthers(listed);
    const outcomes = new Map<string, ForgottenOutcome>();
    for (const key of this.#due(known).slice(0, A_ROUND)) {
      const outcome = await this.#take(key);
      if (outcome !== undefined) outcomes.set(key.documentKey, outcome);
    }
    return this.files.count(listed, known, outcomes);
  }

  async #take(key: DocumentKey): Promise<ForgottenOutcome | undefined> {
    const { documentId, documentKey } = key;
    try {
      const document = await this.access.findById(documentId);
      if (document === undefined) return undefined;
      const outcome = await this.importing.take(key, document);
      if (outcome === 'doubtful') this.#putOff(documentKey, HOPELESS_AGAIN_MS);
      if (outcome === 'in-use') this.#putOff(documentKey);
      else this.#logger.log({ documentId, outcome, reason: 'forgotten file' });
      return outcome;
    } catch (error) {
      this.#putOff(documentKey, isHopeless(error) ? HOPELESS_AGAIN_MS : 0);
      if (isAppError(error, 'editor-connector/server-unreachable')) throw error;
      this.#logger.warn({ documentId, err: error });
      return undefined;
    }
  }

  /** One that fails again and again keeps no other from its turn. */
  #due(known: readonly DocumentKey[]): readonly DocumentKey[] {
    const nowMs = this.clock.nowMs();
    const notBefore = ({ documentKey }: DocumentKey) => this.#failed.get(documentKey) ?? 0;
    return known
      .filter((key) => notBefore(key) <= nowMs)
      .toSorted((a, b) => notBefore(a) - notBefore(b));
  }

  #putOff(documentKey: string, ms = 0): void {
    this.#failed.set(documentKey, this.clock.nowMs() + ms);
  }

  #forgetOthers(listed: readonly string[]): void {
    const there = new Set(listed);
    for (const key of this.#failed.keys()) if (!there.has(key)) this.#failed.delete(key);
  }
}
