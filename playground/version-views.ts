import { strFromU8, unzipSync } from 'fflate';
import { writtenFormat } from './document-content.js';
import type { EditedContent } from './edited-content.js';
import type { OpenDocuments } from './open-documents.js';
import { SERVER_VERSION } from './server-version.js';
import type { SimulatorContext } from './simulator-context.js';
import { withChanges, type ChangeEntry, type VersionView } from './version-pieces.js';
import { isRecord, text, verifyToken, type Claims } from './token.js';

/** What the editor's page asks for when a person looks at a version. */
export interface VersionWish {
  /** Of the argument of `setHistoryData`: alone decides what is fetched. */
  readonly token?: unknown;
  /** Of the version, as `refreshHistory` named it. */
  readonly serverVersion?: unknown;
  /** The last run of changes to show; undefined: without differences. */
  readonly changeId?: unknown;
}

interface OpenedVersion {
  readonly content: EditedContent;
  readonly changes: readonly ChangeEntry[];
  readonly key: string;
}

/**
 * Versions for the history in the editor. As in the real server, content is cached by key, whatever the address says;
 * and changes are only used where the version of the server and the base are those that the token names.
 */
export class VersionViews {
  constructor(
    private readonly documents: OpenDocuments,
    private readonly context: SimulatorContext,
    private readonly verification: () => { readonly secret: string; readonly now: number },
  ) {}

  /** Undefined for a token that is none of a history. */
  async show(wish: VersionWish): Promise<VersionView | undefined> {
    const opened = await this.#open(wish);
    if (opened === undefined) return undefined;
    const { content, changes } = opened;
    const { kind, source } = content;
    const pieces = withChanges([{ text: content.text }], changes);
    const touches = changes.filter(({ change }) => change === 'touch').length;
    return { kind, size: source.length, pieces, touches };
  }

  /** A file of what `show` shows: the editor makes one when a step inside a version is restored. */
  async write(
    wish: VersionWish,
    base: string,
  ): Promise<{ readonly url: string; readonly fileType: string } | undefined> {
    const opened = await this.#open(wish);
    if (opened === undefined) return undefined;
    const { content, changes, key } = opened;
    const fileType = writtenFormat(content.fileType);
    const edited = content.unchanged();
    for (const { user, change } of changes) {
      const author = { id: user, name: user, callbackUrl: undefined };
      if (change === 'touch') edited.touch(author);
      else edited.take({ revision: edited.revision, operation: change }, author);
    }
    const { files } = this.context;
    const path = files.put(files.newFolder(key), `output.${fileType}`, edited.write());
    return { fileType, url: files.link(path, { base, shardkey: key }) };
  }

  async #open(wish: VersionWish): Promise<OpenedVersion | undefined> {
    const { secret, now } = this.verification();
    const { claims } = verifyToken(wish.token, secret, now);
    // A top-level version is what makes it a token of the history.
    if (claims === undefined || !Number.isSafeInteger(claims.version)) return undefined;
    const { previous } = claims;
    const until = wish.changeId;
    const hasDifferences =
      typeof until === 'number' &&
      text(claims.changesUrl) !== '' &&
      isRecord(previous) &&
      wish.serverVersion === SERVER_VERSION;
    const file: Claims = hasDifferences ? previous : claims;
    const [key, url] = [text(file.key), text(file.url)];
    if (key === '' || url === '') return undefined;
    const fileType = text(file.fileType).toLowerCase();
    const content = await this.documents.open(key, this.context).look({ url, fileType });
    if (!hasDifferences) return { content, key, changes: [] };
    const zip = await this.context.fetchSource(text(claims.changesUrl));
    return { content, key, changes: changesIn(zip, until) };
  }
}

function changesIn(zip: Uint8Array, until: number): readonly ChangeEntry[] {
  const files = unzipSync(zip);
  const runs = Array.from({ length: until + 1 }, (_, n) => files[`changes${n}.json`]);
  return runs.flatMap((run) => (run ? (JSON.parse(strFromU8(run)) as ChangeEntry[]) : []));
}
