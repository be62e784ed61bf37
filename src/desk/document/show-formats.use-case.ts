import { Injectable } from '@nestjs/common';
import { FormatTable, OpenContent } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { exportFormats } from './export-formats.js';
import type { FormatsView } from './formats-page.js';

export interface FormatsWanted {
  /** Number of a version; the default is the current one. */
  readonly version?: number | undefined;
  /** The format that a password is asked for. */
  readonly as?: string | undefined;
  /** Of the file: `wrong` when one was tried. */
  readonly password?: 'needed' | 'wrong' | undefined;
}

/** The formats of one version, for everybody who may download it. */
@Injectable()
export class ShowFormats {
  constructor(
    private readonly openContent: OpenContent,
    private readonly formats: FormatTable,
  ) {}

  async execute(
    actor: Actor,
    documentId: string,
    { version: number, as, password }: FormatsWanted,
  ): Promise<FormatsView> {
    const { version, filename } = await this.openContent.execute(actor, documentId, {
      version: number,
    });
    const formats = exportFormats(this.formats, version.fileType);
    const format = password && formats.find(({ to }) => to === as);
    return {
      id: documentId,
      title: filename,
      version: version.number,
      formats,
      locked: format && { format, isWrong: password === 'wrong' },
    };
  }
}
