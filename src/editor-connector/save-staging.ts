import { isAppError } from '../platform/errors/app-error.js';
import {
  checkContainer,
  describeVersion,
  type Document,
  type FormatTable,
} from '../documents/index.js';
import type {
  StagedVersion,
  Version,
  VersionArchive,
  VersionOrigin,
} from '../version-archive/index.js';
import { saveInterrupted, saveRefused } from './editor-connector.errors.js';
import { savedFileAddress, type ServerAddresses } from './saved-file-address.js';
import type { SessionKeys } from './session-keys.js';
import type { SavedFile, SavedFiles } from './saved-files.js';

export interface SaveToStage {
  readonly document: Document;
  readonly madeFrom: Version;
  readonly url: string;
  readonly fileType: string;
  readonly author: string;
  readonly origin: VersionOrigin;
  /** Whose sessions can open what is saved. */
  readonly documentKey: string;
  /** Kept out of the head, whatever the head is. */
  readonly isApart?: boolean;
  /** Sees each piece of the file as it passes. */
  readonly onPiece?: (piece: Uint8Array) => void;
}

export abstract class SaveLimits implements ServerAddresses {
  abstract readonly browserUrl: string;
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

  async stage(save: SaveToStage): Promise<StagedVersion> {
    const address = savedFileAddress(save.url, this.limits);
    if (address === undefined) {
      throw saveRefused('its address is not one of the configured Document Server', {
        origin: URL.parse(save.url)?.origin ?? 'none',
      });
    }
    if (this.formats.find(save.fileType) === undefined)
      throw saveRefused('its file type is unknown');
    const file = await this.files.open(address);
    try {
      this.#check(file, save.fileType);
      return await this.#stream(file, save);
    } catch (error) {
      this.files.abandon(file);
      throw error;
    }
  }

  #check({ bytes, mediaType }: SavedFile, fileType: string): void {
    const { maxFileBytes } = this.limits;
    if (bytes !== undefined && bytes > maxFileBytes) {
      throw saveRefused(`it is larger than ${maxFileBytes} bytes (KONTOR_MAX_FILE_BYTES)`, {
        bytes,
      });
    }
    // Text formats have no container to check: a login page in front of the server would pass as text.
    if (mediaType === 'text/html' && !fileType.includes('htm')) {
      throw saveRefused(
        'a web page came instead of it; is there a login in front of the Document Server?',
      );
    }
  }

  async #stream(file: SavedFile, save: SaveToStage): Promise<StagedVersion> {
    const { document, madeFrom, fileType, author, origin, documentKey } = save;
    try {
      return await this.archive.stage({
        documentId: document.id,
        madeFrom,
        content: checkContainer(seen(file.content, save.onPiece), fileType, { allowEmpty: false }),
        maxBytes: this.limits.maxFileBytes,
        expectedBytes: file.bytes,
        description: {
          ...describeVersion(document, { author, origin, madeFrom, fileType }),
          ...(save.isApart === true && { state: 'quarantined' }),
        },
        copiesFor: await this.sessionKeys.recipientsOf(documentKey),
      });
    } catch (error) {
      if (isAppError(error, 'storage/truncated')) throw saveInterrupted('it ended early', error);
      throw error;
    }
  }
}

async function* seen(
  content: AsyncIterable<Uint8Array>,
  onPiece: SaveToStage['onPiece'],
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    onPiece?.(piece);
    yield piece;
  }
}
