import type { PartOwner, StagedPart, VersionParts } from '../../version-archive/index.js';
import { saveRefused } from '../editor-connector.errors.js';
import type { EditorMetrics } from '../editor-metrics.js';
import { savedFileAddress, type SavedFile, type SavedFiles } from './saved-files.js';
import { sentence } from '../../platform/errors/sentence.js';

export interface ChangesToStage {
  /** As the callback named it. */
  readonly url: string;
  readonly of: PartOwner;
}

export interface SavedChangesParts {
  /** With deadlines of its own: the save waits for the archive. */
  readonly files: SavedFiles;
  readonly parts: VersionParts;
  readonly metrics: EditorMetrics;
  readonly warn: (fields: object) => void;
}

/** A ZIP file begins with a local header, or is empty. */
const ZIP_STARTS = [Buffer.from('PK\u0003\u0004'), Buffer.from('PK\u0005\u0006')];

/**
 * The Document Server's archive of the changes that a save contains. It is fetched from the configured server and no
 * other, and sealed as a part of the version. Without it the version has no differences to show: a save never fails
 * over it.
 */
export class SavedChanges {
  constructor(
    private readonly tools: SavedChangesParts,
    private readonly limits: { readonly internalUrl: string; readonly maxBytes: number },
  ) {}

  /** Never rejects. Undefined when the archive could not be stored. */
  async stage({ url, of }: ChangesToStage): Promise<StagedPart | undefined> {
    const { metrics, warn } = this.tools;
    try {
      const staged = await this.#fetch(url, of);
      metrics.countChanges('stored');
      return staged;
    } catch (error) {
      metrics.countChanges('failed');
      warn({ msg: 'a version is stored without its changes', ...idsOf(of), err: error });
      return undefined;
    }
  }

  /** Never rejects. */
  async discard(staged: StagedPart | undefined): Promise<void> {
    if (staged !== undefined) await this.tools.parts.discard(staged);
  }

  /** In the transaction that commits the version. */
  async add(staged: StagedPart | undefined): Promise<void> {
    if (staged !== undefined) await this.tools.parts.add(staged);
  }

  async #fetch(url: string, of: PartOwner): Promise<StagedPart> {
    const address = savedFileAddress(url, this.limits.internalUrl);
    if (address === undefined) throw saveRefused(sentence`its address is not that of a saved file`);
    const file = await this.tools.files.open(address);
    const { maxBytes } = this.limits;
    try {
      if ((file.bytes ?? 0) > maxBytes)
        throw saveRefused(sentence`it is larger than ${maxBytes} bytes`);
      const staged = await this.tools.parts.stage({
        ...{ of, maxBytes, kind: 'changes', fileType: 'zip' },
        content: zipOnly(file),
      });
      if (staged.part.size === (file.bytes ?? staged.part.size)) return staged;
      await this.tools.parts.discard(staged);
      throw saveRefused(sentence`it ended early`);
    } catch (error) {
      this.tools.files.abandon(file);
      throw error;
    }
  }
}

const idsOf = ({ id, documentId }: PartOwner) => ({ versionId: id, documentId });

/** The bytes of a ZIP file; anything else, such as a sign-in page, is refused at its first bytes. */
async function* zipOnly({ content }: SavedFile): AsyncGenerator<Uint8Array> {
  let start = Buffer.alloc(0);
  for await (const chunk of content) {
    if (start.length < 4) start = Buffer.concat([start, chunk.subarray(0, 4 - start.length)]);
    if (start.length === 4 && !isZipStart(start)) throw noArchive();
    yield chunk;
  }
  if (start.length < 4) throw noArchive();
}

const isZipStart = (start: Buffer): boolean => ZIP_STARTS.some((known) => known.equals(start));

const noArchive = () => saveRefused(sentence`it is no archive of changes`);
