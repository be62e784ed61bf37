import { includesRole } from '../../documents/index.js';
import type { ContentToOpen } from '../opening/content-to-open.js';
import type { DocumentKeys } from '../document-server/document-keys.js';
import type { DocumentServer } from '../document-server/document-server.js';
import type { EditingAccess } from '../opening/editing-access.js';
import type { EditorsReported } from './reported-presence.js';
import type { SessionEndings } from './session-endings.js';
import { shownText } from '../opening/shown-text.js';

/** Tells the editors that people have open what happened to the document elsewhere. */
export class OpenEditors {
  constructor(
    private readonly keys: DocumentKeys,
    private readonly server: DocumentServer,
    private readonly access: EditingAccess,
    private readonly contents: ContentToOpen,
    private readonly endings: SessionEndings,
  ) {}

  showTitle(documentId: string, title: string): Promise<void> {
    return this.#each(documentId, (key) => this.server.rename(key, shownText(title)));
  }

  /**
   * A right was taken or changed. Who may no longer edit stops at once, and their address opens nothing more; to
   * look on they open it again, if they may. What they typed so far is saved by the Document Server.
   */
  async rightsChanged(documentId: string, username: string): Promise<void> {
    if (await this.mayEdit(username, documentId)) return;
    await this.#each(documentId, (key) => this.stop(key, [username]));
  }

  /**
   * Who is reported as editing and may not: the Document Server was away when it should have been told, or it let
   * somebody in again by what they got before their account was disabled, or they were signed out everywhere.
   */
  async stopUnwelcome(reported: EditorsReported): Promise<void> {
    const { documentId, documentKey, usernames, opener } = reported;
    const may = await Promise.all(
      usernames.map((username) =>
        this.mayEdit(
          username,
          documentId,
          username === opener.username ? opener.sinceMs : undefined,
        ),
      ),
    );
    const unwelcome = usernames.filter((_, i) => may[i] === false);
    if (unwelcome.length > 0) await this.stop(documentKey, unwelcome);
  }

  /** Their addresses open nothing more, and they stop at once. */
  async stop(documentKey: string, usernames: readonly string[]): Promise<void> {
    for (const username of usernames) await this.endings.rightTaken(documentKey, username);
    await this.server.drop(documentKey, usernames);
  }

  /** Whether that person may edit it now, and what they opened at `sinceMs` is not over. */
  async mayEdit(username: string, documentId: string, sinceMs = Infinity): Promise<boolean> {
    const role = await this.access.rightOf(username, documentId, sinceMs);
    return role !== undefined && includesRole(role, 'editor');
  }

  /** The document is out of everybody's sight. */
  endAll(documentId: string): Promise<void> {
    return this.#each(documentId, async (key) => {
      await this.endings.contentGone(key);
      await this.server.drop(key);
    });
  }

  stopEveryone(documentId: string): Promise<void> {
    return this.#each(documentId, (key) => this.server.drop(key));
  }

  /**
   * The next opening gets a new key; whoever still has the replaced content open stops editing it. A key under which
   * unsaved changes wait stays: what they become is kept beside the new content.
   */
  async endReplaced(documentId: string): Promise<void> {
    const document = await this.access.findById(documentId);
    const closed = document && (await this.contents.closeReplaced(document));
    if (closed !== undefined) await this.server.drop(closed);
  }

  async #each(documentId: string, tell: (documentKey: string) => Promise<unknown>): Promise<void> {
    const live = await this.keys.listLive(documentId);
    const told = await Promise.allSettled(live.map(({ documentKey }) => tell(documentKey)));
    const failures = told
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    if (failures.length > 0)
      throw new AggregateError(failures, `open editors of ${documentId} were not told`);
  }
}
