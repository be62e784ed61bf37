import { Injectable } from '@nestjs/common';
import { FormatTable, OpenContent, ReplaceContent } from '../documents/index.js';
import type { Actor } from '../platform/identity/actor.js';
import type { VersionWithShards } from '../version-archive/index.js';
import { cannotConvert } from './conversion.errors.js';
import { ConvertedFiles, type ConversionWanted } from './converted-files.js';

export interface ConvertDocumentInput {
  /** An extension that an editor opens. */
  readonly to: string;
  readonly password?: string | undefined;
}

/** Converts a document: its next version is the current one in another format. */
@Injectable()
export class ConvertDocument {
  constructor(
    private readonly openContent: OpenContent,
    private readonly formats: FormatTable,
    private readonly files: ConvertedFiles,
    private readonly replaceContent: ReplaceContent,
  ) {}

  /**
   * Rights and conflicts (`documents/being-edited` and the like) are checked before anything is converted, and
   * again when the result is stored. `converter/…` when there is no result; then nothing is stored.
   */
  async execute(
    actor: Actor,
    documentId: string,
    { to, password }: ConvertDocumentInput,
  ): Promise<VersionWithShards> {
    const { document, version } = await this.openContent.execute(actor, documentId, {
      needed: 'edit',
    });
    this.check(version.fileType, to);
    return this.replaceContent.execute(actor, documentId, {
      content: this.#converted({ document, version, to, password }),
      ifMatch: [version.id],
      fileType: to,
    });
  }

  /** `converter/unknown-format`: the Document Server makes no such file of it, or no editor opens it. */
  check(from: string, to: string): void {
    const possible = this.files.possible(from).filter((type) => this.#opens(type));
    if (!possible.includes(to)) throw cannotConvert(from, to, possible);
  }

  /** The conversion starts when the first chunk is read. */
  async *#converted(wanted: ConversionWanted): AsyncGenerator<Uint8Array> {
    yield* (await this.files.convert(wanted)).content;
  }

  #opens(fileType: string): boolean {
    return this.formats.find(fileType)?.opensInEditor === true;
  }
}
