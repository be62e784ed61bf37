import { Injectable } from '@nestjs/common';
import { FormatTable, DocumentViews, ListVersions, usableInEditor } from '../../documents/index.js';
import { DocumentServerStatus, EditorConnectorSettings } from '../../editor-connector/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { noSuchPage } from '../desk.errors.js';
import type { EarlierVersion, EditorProblem } from './edit-page.js';
import { opensAs } from '../parts/file-kind.js';

export interface EditorToShow {
  readonly documentId: string;
  /** Undefined: the current one. */
  readonly version: number | undefined;
}

export interface ShownEditor {
  readonly documentId: string;
  readonly title: string;
  readonly isPrivate: boolean;
  /** It could be filled in, if it were not private. */
  readonly isPrivateForm: boolean;
  readonly isOwner: boolean;
  readonly earlier: EarlierVersion | undefined;
  readonly problem: EditorProblem | undefined;
}

/** Finds out before any script runs whether the editor can open. The page requests the session itself. */
@Injectable()
export class ShowEditor {
  constructor(
    private readonly documents: DocumentViews,
    private readonly listVersions: ListVersions,
    private readonly formats: FormatTable,
    private readonly documentServer: DocumentServerStatus,
    private readonly settings: EditorConnectorSettings,
  ) {}

  async execute(actor: Actor, { documentId, version }: EditorToShow): Promise<ShownEditor> {
    const { document, head, may } = await this.documents.find(actor, documentId);
    const isPrivate = document.custody === 'zero-knowledge';
    const earlier =
      version === undefined || version === head?.number
        ? undefined
        : await this.#earlier(actor, documentId, version);
    const fileType = earlier?.fileType ?? document.fileType;
    const opens = opensAs(this.formats, fileType, { may });
    const isUsable = usableInEditor(document, { may }).has('fill');
    return {
      documentId: document.id,
      title: document.title,
      isPrivate,
      isPrivateForm: earlier === undefined && opens === 'fill' && !isUsable,
      isOwner: document.owner === actor.id,
      earlier: earlier && { number: earlier.number, createdAtMs: earlier.createdAtMs },
      problem:
        head !== undefined && opens !== 'nowhere'
          ? await this.#obstacle(isPrivate)
          : { reason: 'unopenable' },
    };
  }

  async #earlier(actor: Actor, documentId: string, number: number) {
    const { versions } = await this.listVersions.execute(actor, documentId);
    const found = versions.find((version) => version.number === number);
    if (found === undefined) throw noSuchPage();
    return found;
  }

  async #obstacle(isPrivate: boolean): Promise<EditorProblem | undefined> {
    const { sharedOrigin, acceptsSharedOrigin } = this.settings;
    if (isPrivate && sharedOrigin !== undefined && !acceptsSharedOrigin) {
      return { reason: 'unprotected', sharedOrigin };
    }
    const { fault } = await this.documentServer.execute();
    return fault === null ? undefined : { reason: 'unreachable', fault };
  }
}
