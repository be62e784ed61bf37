import { randomBytes } from 'node:crypto';
import type { FormatTable } from '../../documents/index.js';
import type { Bulkhead } from '../../platform/concurrency/bulkhead.js';
import { saveRefused } from '../editor-connector.errors.js';
import type { Converter } from '../document-server/converter.js';
import { savedFileAddress, type SavedFile, type SavedFiles } from './saved-files.js';
import { sentence } from '../../platform/errors/sentence.js';

/**
 * The Document Server waits ten minutes for the answer to a save, and the transfer of the save may have taken eight of
 * them.
 */
const WITHIN_MS = 75_000;
const KEY_BYTES = 16;

/**
 * The format that a save has to be kept in, when it came in another one; undefined when it is right as it came. An
 * old format that no editor writes (.doc) was left on purpose when its editing began.
 */
export function formatToKeep(
  formats: FormatTable,
  opened: string,
  came: string,
): string | undefined {
  return opened !== came && formats.find(opened)?.isEditable === true ? opened : undefined;
}

export interface FormatWanted {
  /** Of the save, at the Document Server. */
  readonly address: URL;
  readonly from: string;
  readonly to: string;
  readonly title: string;
}

export interface FormatKeepingParts {
  readonly converter: Converter;
  readonly files: SavedFiles;
  readonly formats: FormatTable;
  readonly bulkhead: Bulkhead;
  /** The Document Server as this server reaches it. */
  readonly internalUrl: string;
  /** Called once for each save that came in another format than was opened. */
  readonly report: (outcome: FormatOutcome) => void;
}

export interface FormatOutcome {
  readonly from: string;
  readonly to: string;
  /** Undefined when the format was kept. */
  readonly error: unknown;
}

/**
 * Converts a save back into the format that was opened. With its default settings the Document Server writes that
 * format itself; where it cannot, or `assemblyFormatAsOrigin` forbids it, it writes .docx, .xlsx or .pptx.
 */
export class FormatKeeping {
  constructor(
    private readonly parts: FormatKeepingParts,
    private readonly withinMs = WITHIN_MS,
  ) {}

  /**
   * What `store` makes of the converted file; undefined when the conversion, the transfer or `store` failed, or took
   * too long. Never rejects.
   */
  async convertBack<Stored>(
    wanted: FormatWanted,
    store: (file: SavedFile) => Promise<Stored>,
  ): Promise<Stored | undefined> {
    const { from, to } = wanted;
    try {
      const stored = await this.parts.bulkhead.run(() => this.#convert(wanted, store));
      this.parts.report({ from, to, error: undefined });
      return stored;
    } catch (error) {
      this.parts.report({ from, to, error });
      return undefined;
    }
  }

  async #convert<Stored>(
    wanted: FormatWanted,
    store: (file: SavedFile) => Promise<Stored>,
  ): Promise<Stored> {
    const signal = AbortSignal.timeout(this.withinMs);
    const { files } = this.parts;
    const file = await files.open(await this.#converted(wanted, signal));
    const stop = () => files.abandon(file);
    signal.addEventListener('abort', stop);
    try {
      signal.throwIfAborted();
      return await store(file);
    } finally {
      signal.removeEventListener('abort', stop);
      files.abandon(file);
    }
  }

  /** The Document Server fetches its own file: it is at the address where we fetched it, so no copy leaves this server. */
  async #converted({ address, from, to, title }: FormatWanted, signal: AbortSignal): Promise<URL> {
    const { converter, formats, internalUrl } = this.parts;
    if (formats.find(from)?.convert.includes(to) !== true)
      throw saveRefused(sentence`.${from} cannot be converted to .${to}`);
    const key = randomBytes(KEY_BYTES).toString('hex');
    const outcome = await converter.convert(
      { key, url: address.href, fileType: from, outputType: to, title },
      signal,
    );
    if ('error' in outcome)
      throw saveRefused(sentence`the conversion service answered ${outcome.error}`);
    const result = savedFileAddress(outcome.fileUrl, internalUrl);
    if (result === undefined) throw saveRefused(sentence`its address is not that of a result`);
    return result;
  }
}
