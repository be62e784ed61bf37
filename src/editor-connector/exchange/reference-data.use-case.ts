import type { DocumentAccess, ListDocuments, OpenContent } from '../../documents/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import type { EditorConnectorSettings } from '../editor-connector.config.js';
import type { ContentToOpen } from '../opening/content-to-open.js';
import type { LentFiles } from './lent-files.js';

/** How a spreadsheet names another one: the first that leads to a document counts. */
export interface Reference {
  /** Both ours, from `document.referenceData` of the editor's configuration. */
  readonly referenceData?: { readonly fileKey: string; readonly instanceId: string } | undefined;
  /** A title. */
  readonly path?: string | undefined;
  /** The address of a page of ours. */
  readonly link?: string | undefined;
}

/** What `setReferenceData` and `setReferenceSource` take. */
export type ReferenceAnswer = Readonly<Record<string, unknown>> | { readonly error: string };

/** What the editor reads as a source; others it would have to convert first (docs/formats/document-server.md). */
const SHEETS = ['xlsx', 'xlsm', 'xltx', 'ods', 'ots', 'csv', 'xls', 'xlsb'];
const TOKEN_TTL_SECONDS = 10 * 60;
/** One answer for all: whoever asks does not learn which documents exist. */
const NOTHING = { error: 'There is no such document, or you may not read it.' };

/** The source of a link between two spreadsheets; the rights are checked each time it is refreshed. */
export class ReferenceData {
  readonly #parts: ReferenceDataParts;

  constructor(parts: ReferenceDataParts) {
    this.#parts = parts;
  }

  /** Signed. Never rejects because of the source; `documents/…` when the open document is not the person's to edit. */
  async execute(actor: Actor, documentId: string, reference: Reference): Promise<ReferenceAnswer> {
    await this.#parts.access.require(actor, documentId, 'edit');
    const sourceId = await this.find(actor, reference);
    if (sourceId === undefined) return NOTHING;
    try {
      return await this.#answer(actor, sourceId);
    } catch (error) {
      if (isAppError(error) && error.kind !== 'unavailable') return NOTHING;
      throw error;
    }
  }

  /** The id of a document that the person sees; undefined when the reference leads to none. */
  async find(actor: Actor, { referenceData, path, link }: Reference): Promise<string | undefined> {
    const { settings } = this.#parts;
    const own =
      referenceData?.instanceId === settings.publicUrl ? referenceData.fileKey : undefined;
    for (const id of [own, link && idIn(link, settings.publicUrl)])
      if (id && (await this.#sees(actor, id))) return id;
    return path === undefined ? undefined : this.#named(actor, path);
  }

  async #answer(actor: Actor, sourceId: string): Promise<ReferenceAnswer> {
    const { open, contents, lent, tokens, settings } = this.#parts;
    const { document, version, filename } = await open.execute(actor, sourceId);
    if (document.custody === 'zero-knowledge')
      return { error: 'A private document cannot be a source of data.' };
    if (!SHEETS.includes(version.fileType))
      return { error: 'Only a spreadsheet can be a source of data.' };
    const { id: accountId } = actor;
    const wanted = { accountId, number: undefined, isFilling: false };
    const { documentKey: key } = await contents.resolveOrIssueKey(document, wanted);
    const answer = {
      fileType: version.fileType,
      key,
      path: filename,
      link: `${settings.publicUrl}/edit/${document.id}`,
      referenceData: { fileKey: document.id, instanceId: settings.publicUrl },
      url: lent.lend({
        documentId: document.id,
        versionNumber: version.number,
        accountId,
        purpose: 'reference',
      }),
    };
    return { ...answer, token: tokens.sign(answer, TOKEN_TTL_SECONDS) };
  }

  async #sees(actor: Actor, id: string): Promise<boolean> {
    try {
      await this.#parts.access.require(actor, id, 'read');
      return true;
    } catch (error) {
      if (isAppError(error, 'documents/no-such-document')) return false;
      throw error;
    }
  }

  /** Titles are not unique: the one that changed last. */
  async #named(actor: Actor, path: string): Promise<string | undefined> {
    const title = path.split(/[/\\]/).at(-1) ?? '';
    if (title === '') return undefined;
    const { documents } = await this.#parts.list.execute(actor, { q: title });
    return documents.find(({ document }) => document.title === title)?.document.id;
  }
}

export interface ReferenceDataParts {
  readonly access: DocumentAccess;
  readonly open: OpenContent;
  readonly list: ListDocuments;
  readonly contents: ContentToOpen;
  readonly lent: LentFiles;
  readonly tokens: DocumentServerTokens;
  readonly settings: EditorConnectorSettings;
}

function idIn(link: string, publicUrl: string): string | undefined {
  const url = URL.parse(link);
  if (url?.origin !== new URL(publicUrl).origin) return undefined;
  return /\/(?:edit|documents)\/([A-Za-z0-9-]+)$/.exec(url.pathname)?.[1];
}
