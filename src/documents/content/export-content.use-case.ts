import { Inject, Injectable, Optional } from '@nestjs/common';
import { AuditLog, documentObject } from '../../platform/audit/audit-log.js';
import type { Actor } from '../../platform/identity/actor.js';
import { withExtension } from '../registry/document-title.js';
import { noConverter } from '../documents.errors.js';
import { begun } from './begun-content.js';
import { ContentExport, type NamedExport } from './content-export.js';
import { OpenContent } from './open-content.use-case.js';

export interface ExportContentOptions {
  /** Number of a version; the default is the current one. */
  readonly version?: number | undefined;
  /** An extension, or `pdfa`. */
  readonly as: string;
  /** Of a protected file. */
  readonly password?: string | undefined;
}

/** Converts a version into another format, for everybody who may download it. */
@Injectable()
export class ExportContent {
  constructor(
    private readonly openContent: OpenContent,
    private readonly audit: AuditLog,
    @Optional() @Inject(ContentExport) private readonly converter: ContentExport | undefined,
  ) {}

  async execute(
    actor: Actor,
    documentId: string,
    { version: number, as, password }: ExportContentOptions,
    signal: AbortSignal,
  ): Promise<NamedExport> {
    const { document, version } = await this.openContent.execute(actor, documentId, {
      version: number,
    });
    if (this.converter === undefined) throw noConverter();
    const exported = await this.converter.export({ document, version }, as, { password, signal });
    const content = await begun(exported.content);
    await this.audit.recordReading({
      ...{ action: 'document.exported', actor: actor.id },
      object: documentObject(documentId),
      detail: { version: version.number, as: exported.fileType },
    });
    return { ...exported, filename: withExtension(document.title, exported.fileType), content };
  }
}
