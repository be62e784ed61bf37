import { randomBytes } from 'node:crypto';
import { checkContainer, isPageType, type Document, type FormatTable } from '../documents/index.js';
import type { ConversionRequest, SavedFile } from '../editor-connector/index.js';
import { isAppError } from '../platform/errors/app-error.js';
import type { Version, VersionArchive } from '../version-archive/index.js';
import { cannotConvert, privateDocument, wrongResult } from './conversion.errors.js';
import { asConversionError, type ConversionService } from './conversion-service.js';
import type { SourceCapabilities } from './source-capabilities.js';
import { sentence } from '../platform/errors/sentence.js';

const KEY_BYTES = 16;
/** Formats whose files may be a web page, or text that begins like one. */
const PAGES = ['html', 'htm', 'md', 'txt', 'csv', 'tsv', 'fb2', 'xml'];
const IMAGES = ['png', 'jpg', 'bmp', 'gif'];
/** An A4 page at 150 dots an inch: legible and printable. The Document Server's own size is 100 by 100. */
const PAGE_IMAGE = { width: 1240, height: 1754 };

export interface ConversionWanted {
  readonly document: Document;
  readonly version: Version;
  /** An extension of the format table, or `pdfa`. */
  readonly to: string;
  readonly password?: string | undefined;
  /** Of a picture: the first page, in pixels; an A4 page at 150 dots an inch if not given. */
  readonly thumbnail?: ConversionRequest['thumbnail'];
}

export interface ConvertedFile {
  /** Extension of the bytes: `pdf` for `pdfa`. */
  readonly fileType: string;
  readonly mimeType: string;
  /** Undefined when the Document Server did not say. */
  readonly bytes: number | undefined;
  /** Consumed once; a chunk is valid until the next one is read. Fails with `converter/…` if the transfer breaks or the bytes are no file of that type. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Versions in other formats. The Document Server fetches the source from us under a capability of its own and keeps
 * the result for a quarter of an hour; we fetch it from the configured server and no other, as saves are. Nothing of
 * it is stored here.
 */
export class ConvertedFiles {
  constructor(
    private readonly archive: VersionArchive,
    private readonly formats: FormatTable,
    private readonly service: ConversionService,
    private readonly sources: SourceCapabilities,
    /** This server as the Document Server reaches it. */
    private readonly selfUrl: string,
  ) {}

  /** Extensions that this format can be converted to. */
  possible(fileType: string): readonly string[] {
    return this.formats.find(fileType)?.convert ?? [];
  }

  /**
   * `converter/unknown-format`, `converter/private-document`, and the failures of the service as `converter/…`.
   * Resolves before the bytes are received. A result that is announced as a web page rejects at once; any other wrong
   * result makes the stream fail.
   */
  async convert(wanted: ConversionWanted, signal?: AbortSignal): Promise<ConvertedFile> {
    const { version, to } = wanted;
    const possible = this.possible(version.fileType);
    if (!possible.includes(to)) throw cannotConvert(version.fileType, to, possible);
    await this.#proveReadable(wanted);
    const file = await this.#order(wanted, signal);
    const fileType = to === 'pdfa' ? 'pdf' : to;
    if (isPageType(file.mediaType) && !PAGES.includes(fileType)) {
      this.service.abandon(file);
      throw wrongResult(to, sentence`a web page came in its place`);
    }
    return {
      fileType,
      mimeType: this.formats.find(fileType)?.mime ?? 'application/octet-stream',
      bytes: file.bytes,
      content: this.#checked(file, fileType),
    };
  }

  /** Only versions whose key this server holds are given to the converter. */
  async #proveReadable({ document, version }: ConversionWanted): Promise<void> {
    try {
      (await this.archive.leaseKey(version)).destroy();
    } catch (error) {
      if (isAppError(error, 'storage/key-needed')) throw privateDocument(document.id);
      throw error;
    }
  }

  #order(wanted: ConversionWanted, signal: AbortSignal | undefined): Promise<SavedFile> {
    const { document, version, to, password } = wanted;
    const thumbnail = wanted.thumbnail ?? (IMAGES.includes(to) ? PAGE_IMAGE : undefined);
    const key = randomBytes(KEY_BYTES).toString('hex');
    const source = { groupId: version.groupId, versionNumber: version.number };
    const url = this.selfUrl + this.sources.issue(key, source);
    const { fileType } = version;
    return this.service.convert(
      { key, url, fileType, outputType: to, title: document.title, password, thumbnail },
      signal,
    );
  }

  async *#checked(file: SavedFile, fileType: string): AsyncGenerator<Uint8Array> {
    try {
      yield* checkContainer(file.content, fileType, {
        allowEmpty: true,
        onFinding: ({ text, isProof }) => {
          if (isProof) throw wrongResult(fileType, text);
        },
      });
    } catch (error) {
      throw asConversionError(error, fileType);
    } finally {
      this.service.abandon(file);
    }
  }
}
