import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { ContentToOpen } from './content-to-open.js';
import { EditingAccess } from './editing-access.js';
import type { OpenedEditing, OpenEditing } from './editing-session.js';
import { EditorConfigs } from './editor-configs.js';
import { EditorMetrics } from '../editor-metrics.js';
import { SessionIssuer } from './session-issuer.js';

/** Opens a document in the editor for one person. */
@Injectable()
export class OpenEditingSession {
  constructor(
    private readonly access: EditingAccess,
    private readonly contents: ContentToOpen,
    private readonly issuer: SessionIssuer,
    private readonly configs: EditorConfigs,
    private readonly metrics: EditorMetrics,
  ) {}

  /**
   * No access and no such document are `documents/no-such-document`; a format no editor opens is
   * `editor-connector/no-editor` (unprocessable), a document without content yet `editor-connector/no-content`.
   * Where this server holds no key and none is released: `storage/key-needed`.
   */
  async execute(actor: Actor, input: OpenEditing): Promise<OpenedEditing> {
    const found = await this.access.require(actor, input.documentId);
    const { document, role, checkedOutBy } = found;
    const content = await this.contents.find(document, input.version, actor.username);
    const opening = this.configs.opening(content.version.fileType, {
      role,
      wanted: checkedOutBy === undefined ? wantedMode(input) : 'view',
      isCurrent: content.isCurrent,
    });
    const { username } = actor;
    const session = await this.issuer.issue({ content, username, release: input.release });
    const config = await this.configs.sign({
      actor,
      document,
      content,
      opening,
      session,
      surface: { lang: input.lang, type: input.type, timeZone: input.timeZone },
    });
    this.metrics.countSession(opening.mode);
    const { apiJsUrl } = this.configs;
    return { sessionId: session.sessionId, apiJsUrl, config, checkedOutBy };
  }
}

/** The Document Server shows `embedded` without a connection: nothing could be edited there. */
const wantedMode = ({ mode, type }: OpenEditing): 'edit' | 'view' =>
  type === 'embedded' ? 'view' : (mode ?? 'edit');
