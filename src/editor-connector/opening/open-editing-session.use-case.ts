import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { span } from '../../platform/timeline/span.js';
import { convertsFirst } from '../editor-connector.errors.js';
import { EditorMetrics } from '../editor-metrics.js';
import { ContentToOpen } from './content-to-open.js';
import { DocumentToOpen } from './document-to-open.js';
import type { OpenedEditing, OpenEditing } from './editing-session.js';
import { EditorConfigs } from './editor-configs.js';
import { SessionIssuer } from './session-issuer.js';

/**
 * Opens a document in the editor for one person, in this order:
 *
 * 1. The person must be allowed to read the document. While somebody has it checked out, it opens for viewing only. If
 *    the person asks for it, a document in a format that cannot hold everything is converted now.
 * 2. The version and its document key are resolved: the current version and the key that all co-editors share, an
 *    earlier version and a key for viewing it, or the key with unsaved changes that this opening brings back. Who may
 *    only fill in a form gets a key of their own. Where no key can be used, a new one is issued.
 * 3. Rights, wish, check-out, version and format decide between editing and viewing. Old formats open for viewing until
 *    the person agrees that changes are saved in the format that follows.
 * 4. A session is issued. The version's file key, leased from the storage or released by the person, is wrapped under
 *    a secret that stands only in the file URL. The session keeps the wrapped key for an hour; the callback URL
 *    carries its own grant and needs no record.
 * 5. The editor's configuration is built and signed, for ten minutes.
 *
 * After that the Document Server fetches the file (`hand-out-file.use-case.ts`), and the first callback reports who
 * edits (`saving/receive-callback.use-case.ts`).
 */
@Injectable()
export class OpenEditingSession {
  constructor(
    private readonly documents: DocumentToOpen,
    private readonly contents: ContentToOpen,
    private readonly issuer: SessionIssuer,
    private readonly configs: EditorConfigs,
    private readonly metrics: EditorMetrics,
  ) {}

  /**
   * No access and no such document are `documents/no-such-document`; a format no editor opens is
   * `editor-connector/no-editor` (unprocessable), a document without content yet `editor-connector/no-content`.
   * Where this server holds no key and none is released: `storage/key-needed`, with `page_url`, our own page. Editing an old format without agreeing to
   * its conversion: `editor-connector/converts-first` (conflict).
   * A document that is to be converted and cannot be: `converter/…`, or `documents/being-edited` (conflict).
   */
  async execute(actor: Actor, input: OpenEditing): Promise<OpenedEditing> {
    const { id: accountId } = actor;
    const { document, may, checkedOutBy } = await span('find document and rights', () =>
      this.documents.require(actor, input),
    );
    const wish = {
      may,
      wanted: checkedOutBy === undefined ? wantedMode(input) : ('view' as const),
      convert: input.convert === true,
    };
    const isFilling = this.configs.isFilling(document.fileType, wish);
    const { version: number } = input;
    const content = await span('find version and document key', () =>
      this.contents.resolveOrIssueKey(document, { accountId, number, isFilling }),
    );
    const { isCurrent } = content;
    const opening = this.configs.opening(content.version.fileType, { ...wish, isCurrent });
    const { convertsTo, couldContinueAs, missing } = opening;
    if (convertsTo !== undefined && input.mode === 'edit') {
      throw convertsFirst(document.id, content.version.fileType, convertsTo);
    }
    const { openedFor } = opening;
    const { release } = input;
    const session = await span('unlock the key, issue the session', () =>
      this.issuer.issue({ content, accountId, openedFor, release }),
    ).catch((error: unknown) => {
      // A page of another origin never has the person's key; ours asks for it.
      if (!isAppError(error, 'storage/key-needed')) throw error;
      throw error.showing({ page_url: this.configs.pageUrlOf(document.id) });
    });
    const config = await span('write and sign the configuration', () =>
      this.configs.sign({ actor, document, content, opening, session, surface: input }),
    );
    this.metrics.countSession(opening.mode);
    return {
      sessionId: session.sessionId,
      apiJsUrl: this.configs.apiJsUrl,
      frameUrl: this.configs.frameUrl,
      config,
      checkedOutBy,
      convertsTo,
      couldContinueAs,
      missing,
    };
  }
}

/** The Document Server shows `embedded` without a connection: nothing could be edited there. */
const wantedMode = ({ mode, type }: OpenEditing): 'edit' | 'view' =>
  type === 'embedded' ? 'view' : (mode ?? 'edit');
