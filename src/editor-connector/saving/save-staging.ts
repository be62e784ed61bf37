import {
  checkContainer,
  isPageType,
  isWebPage,
  SENT_PAGE,
  type Document,
  type DocumentRegistry,
  type FormatTable,
  type TextStart,
} from '../../documents/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { span } from '../../platform/timeline/span.js';
import type {
  Asker,
  QuarantineReason,
  StagedPart,
  StagedVersion,
  Version,
  VersionArchive,
  VersionOrigin,
} from '../../version-archive/index.js';
import { saveInterrupted, saveRefused } from '../editor-connector.errors.js';
import type { SessionKeys } from '../sessions/session-keys.js';
import { formatToKeep, type FormatKeeping } from './format-keeping.js';
import type { SavedChanges } from './saved-changes.js';
import { savedFileAddress, type SavedFile, type SavedFiles } from './saved-files.js';
import { sentence } from '../../platform/errors/sentence.js';

/** One save of one document key, whether it was delivered or fetched later as a forgotten file. */
export interface Save {
  readonly document: Document;
  readonly documentKey: string;
  readonly fileType: string;
  readonly author: string;
  /** `save` ends the key. */
  readonly origin: Extract<VersionOrigin, 'save' | 'force-save' | 'recovered'>;
  /** When its last change was made, at the latest. It orders the saves of a key. */
  readonly madeAtMs: number;
  /** Of a forced save. */
  readonly askedBy?: Asker | null;
}

export interface SaveToStage extends Save {
  readonly url: string;
  /** Of the archive of its changes, where there is one. */
  readonly changesUrl?: string | undefined;
  /** Number of the version that was edited. */
  readonly baseVersion: number;
  /** Number of the version that the editing began with: its format is to be kept. */
  readonly openedVersion: number;
  /** Set: the date of the file says when the last change was made, where it is earlier than `madeAtMs`. */
  readonly isDatedByFile?: true | undefined;
  /** Set: it is quarantined, whatever its content looks like. */
  readonly setApart?: QuarantineReason | undefined;
  /** Called before the first chunk; what it returns is called with each of them before it is stored. */
  readonly observe?: ((file: ArrivingFile) => ChunkObserver | undefined) | undefined;
}

/** Called with each chunk of a file. */
export type ChunkObserver = (chunk: Uint8Array) => void;

export interface ArrivingFile {
  /** As announced; another size fails the save. Undefined when it is not announced. */
  readonly bytes: number | undefined;
  /** The version that was edited. */
  readonly madeFrom: Version;
}

export interface StagedSave {
  readonly staged: StagedVersion;
  /** What was edited. */
  readonly madeFrom: Version;
  /** Undefined without them. */
  readonly changes?: StagedPart | undefined;
  /** The format of the staged bytes: the one that was opened where it could be kept, else that of the save. */
  readonly fileType: string;
  /** The format of the version it was made from, which it could not be converted back to. */
  readonly notKeptAs?: string | undefined;
  /** Why it is quarantined; undefined when it may become current. */
  readonly setApart: QuarantineReason | undefined;
  readonly madeAtMs: number;
}

interface SaveThatCame {
  readonly came: StagedSave;
  readonly save: SaveToStage;
  readonly address: URL;
}

export abstract class SaveLimits {
  abstract readonly internalUrl: string;
  abstract readonly maxFileBytes: number;
}

export interface SaveStagingParts {
  readonly files: SavedFiles;
  readonly archive: VersionArchive;
  readonly formats: FormatTable;
  readonly sessionKeys: SessionKeys;
  readonly keeping: FormatKeeping;
  readonly changes: SavedChanges;
  readonly registry: DocumentRegistry;
}

/** The file may not be what the Document Server saved, so the answer does not let it delete its copy. */
export const mayBeAnotherFile = (reason: QuarantineReason | null | undefined): boolean =>
  reason === 'web-page' || reason === 'cut-off' || reason === 'empty';

/** Streams a saved file from the Document Server into the archive's shards; no plaintext is stored on the way. */
export class SaveStaging {
  constructor(
    private readonly parts: SaveStagingParts,
    private readonly limits: SaveLimits,
  ) {}

  /** The first known one of: the type in the report, the extension in the link, the type of the document. */
  fileTypeOf(
    { filetype, url }: { readonly filetype?: string | undefined; readonly url: string },
    document: Document,
  ): string {
    const types = [filetype, /\.([a-z0-9]{1,10})(?:\?.*)?$/i.exec(url)?.[1]?.toLowerCase()];
    const known = types.find(
      (type) => type !== undefined && this.parts.formats.find(type) !== undefined,
    );
    return known ?? document.fileType;
  }

  /**
   * Fails with `editor-connector/save-refused` (address, size, status) or `editor-connector/save-interrupted`
   * (network). Content that looks wrong is no failure: it is stored, and `setApart` says why.
   */
  async stage(save: SaveToStage): Promise<StagedSave> {
    const content = await this.#stageContent(save);
    const { changesUrl: url } = save;
    if (url === undefined) return content;
    const { versionId: id, documentId } = content.staged.stored;
    return { ...content, changes: await this.parts.changes.stage({ url, of: { id, documentId } }) };
  }

  async #stageContent(save: SaveToStage): Promise<StagedSave> {
    const address = savedFileAddress(save.url, this.limits.internalUrl);
    if (address === undefined) throw saveRefused(sentence`its address is not that of a saved file`);
    const { versionGroupId } = save.document;
    const madeFrom = await this.parts.archive.getVersion(versionGroupId, save.baseVersion);
    const file = await span('ask for the file', () => this.parts.files.open(address));
    const came = await this.#stageFile(file, save, madeFrom);
    const opened =
      save.openedVersion === madeFrom.number
        ? madeFrom
        : await this.parts.archive.getVersion(versionGroupId, save.openedVersion);
    const wanted = formatToKeep(this.parts.formats, opened.fileType, save.fileType);
    // What is quarantined stays as it came, for people to look at.
    if (wanted === undefined || came.setApart !== undefined) return came;
    return this.#inFormat(wanted, { came, save, address });
  }

  async #stageFile(file: SavedFile, save: SaveToStage, madeFrom: Version): Promise<StagedSave> {
    try {
      this.#checkSize(file);
      const check = new SavedContentCheck(file, save.fileType);
      const staged = await span('fetch, seal, code and store', () =>
        this.#stream({ file, check, save, madeFrom }),
      );
      const setApart = save.setApart ?? check.finding();
      return {
        staged,
        madeFrom,
        fileType: save.fileType,
        setApart,
        madeAtMs: madeAtOf(file, save),
      };
    } catch (error) {
      this.parts.files.abandon(file);
      throw error;
    }
  }

  /** The save in the format that was opened; as it came, where that fails: a save is never lost over its format. */
  async #inFormat(wanted: string, { came, save, address }: SaveThatCame): Promise<StagedSave> {
    const { madeAtMs, madeFrom } = came;
    const back = {
      ...save,
      madeAtMs,
      fileType: wanted,
      isDatedByFile: undefined,
      observe: undefined,
    };
    const kept = await this.parts.keeping.convertBack(
      { address, from: save.fileType, to: wanted, title: save.document.title },
      async (file) => {
        const staged = await this.#stageFile(file, back, madeFrom);
        if (staged.setApart === undefined) return staged;
        await this.parts.archive.discard(staged.staged);
        throw saveRefused(sentence`it is no .${wanted} file (${staged.setApart})`);
      },
    );
    if (kept === undefined)
      return { ...came, notKeptAs: madeFrom.fileType === wanted ? wanted : undefined };
    // An orphan at worst, which storage maintenance finds.
    await this.parts.archive.discard(came.staged).catch(() => undefined);
    return kept;
  }

  /** After the commit: the sessions that edit this content can open the new version while they last. */
  shareKeyWithSessions(documentKey: string, version: number, staged: StagedVersion): Promise<void> {
    return this.parts.sessionKeys.give(documentKey, version, staged);
  }

  #checkSize({ bytes }: SavedFile): void {
    const { maxFileBytes } = this.limits;
    if (bytes !== undefined && bytes > maxFileBytes) {
      throw saveRefused(sentence`it is larger than ${maxFileBytes} bytes (KONTOR_MAX_FILE_BYTES)`, {
        bytes,
      });
    }
  }

  async #stream({
    file,
    check,
    save,
    madeFrom,
  }: {
    readonly file: SavedFile;
    readonly check: SavedContentCheck;
    readonly save: SaveToStage;
    readonly madeFrom: Version;
  }): Promise<StagedVersion> {
    const { document, fileType, author, origin, documentKey } = save;
    try {
      return await this.parts.archive.stage({
        documentId: document.id,
        madeFrom,
        content: observed(check.content(), save.observe?.({ bytes: file.bytes, madeFrom })),
        maxBytes: this.limits.maxFileBytes,
        expectedBytes: file.bytes,
        description: await this.parts.registry.describeVersion(document, {
          author,
          origin,
          madeFrom,
          fileType,
        }),
        describedAfter: () => {
          const reason = save.setApart ?? check.finding();
          return {
            document_key: documentKey,
            made_at: madeAtOf(file, save),
            ...(save.askedBy && { asked_by: save.askedBy }),
            ...(reason !== undefined && { state: 'quarantined', reason }),
          };
        },
        extraRecipients: await this.parts.sessionKeys.recipientsOf(documentKey),
      });
    } catch (error) {
      if (isAppError(error, 'storage/truncated'))
        throw saveInterrupted(sentence`it ended early`, error);
      throw error;
    }
  }
}

/** Formats in which anything that a person types is a valid file. */
const TEXTS = ['txt', 'md', 'csv', 'tsv', 'xml'];

/**
 * Looks at a saved file while it is streamed, and afterwards says whether it is quarantined. It refuses nothing: a
 * person's text may look like anything.
 */
class SavedContentCheck {
  #isOtherPage = false;
  #misfit: QuarantineReason | undefined;

  constructor(
    private readonly file: Pick<SavedFile, 'mediaType' | 'content'>,
    private readonly fileType: string,
  ) {}

  content(): AsyncIterable<Uint8Array> {
    return checkContainer(this.file.content, this.fileType, {
      allowEmpty: true,
      onStart: (start) => {
        this.#isOtherPage = this.#looksLikeOtherPage(start);
      },
      // Doubts are ignored, because people may write what they like; only another page is set apart on suspicion.
      onFinding: ({ code, isProof }) => {
        if (isProof) this.#misfit = code;
      },
    });
  }

  /** After the last chunk: why it is quarantined, or undefined. */
  finding(): QuarantineReason | undefined {
    return this.#isOtherPage ? 'web-page' : this.#misfit;
  }

  /**
   * The Document Server sends a media type that follows from the extension. A sign-in page in front of it is sent
   * as HTML; without a media type it is recognised by its tags.
   */
  #looksLikeOtherPage(start: TextStart): boolean {
    const { mediaType } = this.file;
    if (/^html?$/.test(this.fileType)) return asksForPassword(start);
    if (isPageType(mediaType)) return true;
    return isWebPage(start, SENT_PAGE) && (mediaType === '' || !TEXTS.includes(this.fileType));
  }
}

/** `<input … type="password"`, in whatever quotes. */
function asksForPassword(start: TextStart): boolean {
  for (let at = start.skipPast('<input', 0); at !== undefined; at = start.skipPast('<input', at)) {
    const end = start.skipPast('>', at) ?? Infinity;
    let type = start.skipPast('type', at);
    for (; type !== undefined && type < end; type = start.skipPast('type', type)) {
      if (!start.startsWith('=', type)) continue;
      const value = start.skipSpaces(type + 1);
      const isQuoted = start.startsWith('"', value) || start.startsWith("'", value);
      if (start.startsWith('password', isQuoted ? value + 1 : value)) return true;
    }
  }
  return false;
}

const madeAtOf = ({ writtenAtMs }: SavedFile, { madeAtMs, isDatedByFile }: SaveToStage): number =>
  isDatedByFile === true && writtenAtMs !== undefined ? Math.min(writtenAtMs, madeAtMs) : madeAtMs;

async function* observed(
  content: AsyncIterable<Uint8Array>,
  observer: ChunkObserver | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    observer?.(chunk);
    yield chunk;
  }
}
