import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import type { Scope } from '../../platform/http/client-scopes.js';
import type { Person } from '../../platform/identity/people.js';
import { VersionArchive } from '../../version-archive/index.js';
import { DocumentKeys, type DocumentKey } from '../document-server/document-keys.js';
import { UnsavedKeys } from './content-to-open.js';
import { EditingAccess } from './editing-access.js';
import type { EditorPermissions } from './editing-session.js';
import { EditorConfigs } from './editor-configs.js';
import { offersFor, type EditorOffer } from './editor-offers.js';

/** How the document would open now. */
export interface OpeningState {
  readonly title: string;
  readonly mode: 'edit' | 'view';
  readonly permissions: EditorPermissions;
  readonly isCurrent: boolean;
  /** Number of the newest version; undefined without content. */
  readonly currentVersion: number | undefined;
  readonly checkedOutBy: Person | undefined;
  /** What the caller may do around the editor. */
  readonly offers: readonly EditorOffer[];
}

/** What is open in the page that asks. */
export interface OpenInPage {
  readonly key: string;
  readonly convert: boolean;
  /** Of the application that asks; undefined for a person. */
  readonly scopes: ReadonlySet<Scope> | undefined;
}

/**
 * For a page that has a document open: whether it shows what this person would get now. The editor does not inform its
 * page of a removed share, a check-out, or content that was replaced elsewhere. Issues no session.
 */
@Injectable()
export class ShowOpening {
  constructor(
    private readonly access: EditingAccess,
    private readonly keys: DocumentKeys,
    private readonly configs: EditorConfigs,
    private readonly unsaved: UnsavedKeys,
    private readonly archive: VersionArchive,
  ) {}

  /** No access and no such document are `documents/no-such-document`. */
  async execute(actor: Actor, documentId: string, open: OpenInPage): Promise<OpeningState> {
    const { document, may, checkedOutBy } = await this.access.require(actor, documentId);
    const { mode, permissions, openedFor } = this.configs.opening(document.fileType, {
      may,
      wanted: checkedOutBy === undefined ? 'edit' : 'view',
      isCurrent: true,
      convert: open.convert,
    });
    const wouldOpen =
      openedFor === 'fill'
        ? [await this.keys.findFill(documentId, actor.id)]
        : await this.#shared(documentId);
    const isCurrent = wouldOpen.some((key) => key?.documentKey === open.key);
    const head = await this.archive.findHead(document.versionGroupId);
    const currentVersion = head?.number;
    const offers = offersFor({ document, may }, open.scopes);
    const { title } = document;
    return { title, mode, permissions, isCurrent, currentVersion, checkedOutBy, offers };
  }

  async #shared(documentId: string): Promise<readonly (DocumentKey | undefined)[]> {
    const live = await this.keys.findLive(documentId);
    return [live, await this.unsaved.toReopen(documentId, live)];
  }
}
