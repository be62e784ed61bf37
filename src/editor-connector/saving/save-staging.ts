import { describeVersion, type Document, type FormatTable } from '../../documents/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type {
  QuarantineReason,
  StagedVersion,
  Version,
  VersionArchive,
  VersionOrigin,
} from '../../version-archive/index.js';
import { saveInterrupted, saveRefused } from '../editor-connector.errors.js';
import { savedFileAddress } from './saved-file-address.js';
import { SavedContentCheck } from './saved-content-check.js';
import type { SavedFile, SavedFiles } from './saved-files.js';
import type { SessionKeys } from './session-keys.js';

export interface SaveToStage {
  readonly document: Document;
  readonly madeFrom: Version;
  readonly url: string;
  readonly fileType: string;
  readonly author: string;
  readonly origin: VersionOrigin;
  /** Orders it among the saves of this key, whose sessions can open what is saved. */
  readonly documentKey: string;
  /** When its last change was made, at the latest. */
  readonly madeAtMs: number;
  /** The date of the file, where it is earlier, says more of when that was. */
  readonly isDatedByFile?: true;
  /** Kept out of the head, whatever it looks like. */
  readonly setApart?: QuarantineReason | undefined;
  /** Sees each piece of the file as it passes. */
  readonly onPiece?: (piece: Uint8Array) => void;
}

export interface StagedSave {
  readonly staged: StagedVersion;
  /** Why it is to be kept out of the head. */
  readonly setApart: QuarantineReason | undefined;
  readonly madeAtMs: number;
}

export abstract class SaveLimits {
  abstract readonly internalUrl: string;
  abstract readonly maxFileBytes: number;
}

/** Streams a saved file from the Document Server into the archive's shards; nothing of it rests in between. */
export class SaveStaging {
  constructor(
    private readonly files: SavedFiles,
    private readonly archive: VersionArchive,
    private readonly formats: FormatTable,
    private readonly sessionKeys: SessionKeys,
    private readonly limits: SaveLimits,
  ) {}

  /** As the Document Server names it, else as its link ends, else as the document's: the first that is known. */
  fileTypeOf(
    { filetype, url }: { readonly filetype?: string | undefined; readonly url: string },
    document: Document,
  ): string {
    const types = [filetype, /\.([a-z0-9]{1,10})(?:\?.*)?$/i.exec(url)?.[1]?.toLowerCase()];
    const known = types.find((type) => type !== undefined && this.formats.find(type) !== undefined);
    return known ?? document.fileType;
  }

  /** Size, right and origin refuse; whatever the content looks like, it is kept. */
  async stage(save: SaveToStage): Promise<StagedSave> {
    const address = savedFileAddress(save.url, this.limits.internalUrl);
    if (address === undefined) throw saveRefused('its address is not that of a saved file');
    const file = await this.files.open(address);
    const check = new SavedContentCheck(file, save.fileType);
    try {
      this.#checkSize(file);
      const staged = await this.#stream(file, check, save);
      const setApart = save.setApart ?? check.finding();
      return { staged, setApart, madeAtMs: madeAtOf(file, save) };
    } catch (error) {
      this.files.abandon(file);
      throw error;
    } finally {
      check.destroy();
    }
  }

  /** Once it is committed: lets the sessions of that content open it while they last. */
  giveKeys(documentKey: string, versionNumber: number, staged: StagedVersion): Promise<void> {
    return this.sessionKeys.give(documentKey, versionNumber, staged);
  }

  #checkSize({ bytes }: SavedFile): void {
    const { maxFileBytes } = this.limits;
    if (bytes !== undefined && bytes > maxFileBytes) {
      throw saveRefused(`it is larger than ${maxFileBytes} bytes (KONTOR_MAX_FILE_BYTES)`, {
        bytes,
      });
    }
  }

  async #stream(
    file: SavedFile,
    check: SavedContentCheck,
    save: SaveToStage,
  ): Promise<StagedVersion> {
    const { document, madeFrom, fileType, author, origin, documentKey } = save;
    try {
      return await this.archive.stage({
        documentId: document.id,
        madeFrom,
        content: seen(check.content(), save.onPiece),
        maxBytes: this.limits.maxFileBytes,
        expectedBytes: file.bytes,
        description: describeVersion(document, { author, origin, madeFrom, fileType }),
        describedAfter: () => {
          const reason = save.setApart ?? check.finding();
          return {
            document_key: documentKey,
            made_at: madeAtOf(file, save),
            ...(reason !== undefined && { state: 'quarantined', reason }),
          };
        },
        extraRecipients: await this.sessionKeys.recipientsOf(documentKey),
      });
    } catch (error) {
      if (isAppError(error, 'storage/truncated')) throw saveInterrupted('it ended early', error);
      throw error;
    }
  }
}

const madeAtOf = ({ writtenAtMs }: SavedFile, { madeAtMs, isDatedByFile }: SaveToStage): number =>
  isDatedByFile === true && writtenAtMs !== undefined ? Math.min(writtenAtMs, madeAtMs) : madeAtMs;

async function* seen(
  content: AsyncIterable<Uint8Array>,
  onPiece: SaveToStage['onPiece'],
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    onPiece?.(piece);
    yield piece;
  }
}
