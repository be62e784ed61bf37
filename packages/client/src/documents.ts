import {
  untilGone,
  type Api,
  type BodyOf,
  type Schema,
  type TransferOptions,
  type UploadOptions,
} from './api.js';
import type { Content } from './content.js';
import type { Download } from './download.js';
import type { Listing } from './listing.js';
import { metadataOf } from './resumable.js';
import { Shares } from './shares.js';
import type { CallOptions } from './transport.js';
import { Versions } from './versions.js';

export type Document = Schema<'Document'>;
export type CreatedDocument = Schema<'CreatedDocument'>;
export type Version = Schema<'Version'>;

/** A file of yours. The extension of the title says what it is. */
export interface NewDocument {
  readonly title: string;
  readonly content: Content;
  /** Such as `docx`: the original becomes version 1, and version 2 is in this format. */
  readonly convert_to?: string;
}

export interface NewContent {
  readonly content: Content;
  /**
   * `etag` of the document as you know it: 412 (`PreconditionFailedError`) if its content has changed since. Needed
   * but for a document from a template that has no content yet.
   */
  readonly etag?: string | null;
  /** Also when somebody typed what the editor could not save; that is lost then. */
  readonly give_up_unsaved_changes?: boolean;
}

export interface ConditionalOptions extends CallOptions {
  /** Of the answer that you read: 412 if it has changed since. */
  readonly ifMatch?: string;
}

/** Documents of the caller, and those that are shared with them. */
export class Documents {
  readonly versions: Versions;
  readonly shares: Shares;

  constructor(private readonly api: Api) {
    this.versions = new Versions(api);
    this.shares = new Shares(api);
  }

  /**
   * All, last changed first. `q` searches titles; `limit` is the size of a page.
   *
   * ```js
   * for await (const document of kontor.documents.list({ q: 'report' })) console.log(document.title);
   * ```
   */
  list(query: { q?: string; limit?: number } = {}, options: CallOptions = {}): Listing<Document> {
    return this.api.list(async (cursor) => {
      const params = { query: { ...query, ...cursor } };
      const page = await this.api.request('get', '/api/documents', { params, ...options });
      return { items: page.documents, next: page.next_cursor };
    });
  }

  /** @throws NotFoundError when it is not there, or not for the caller to see. */
  get(id: string, options: CallOptions = {}): Promise<Document> {
    const params = { path: { id } };
    return this.api.request('get', '/api/documents/{id}', { params, ...options });
  }

  /**
   * A new document: of a file (`content`), or empty (`file_type`, such as `docx`). It is made once, however many
   * attempts that takes.
   *
   * @throws InvalidRequestError when the title's extension is of no known format, or the content is of another one.
   */
  async create(
    document: NewDocument | Schema<'BlankDocument'>,
    { resumable, ...options }: UploadOptions = {},
  ): Promise<CreatedDocument> {
    if (!('content' in document)) {
      const { onProgress: _, ...rest } = options;
      const init = { body: document, ...rest };
      return this.api.request('post', '/api/documents/blank', init);
    }
    const { content, ...query } = document;
    // Who waits for a conversion sends all at once.
    if (query.convert_to === undefined) {
      const begin = { path: '/api/uploads', params: {}, headers: metadataOf(query.title), options };
      const became = await this.api.uploadResumable(begin, content, resumable);
      if (became !== undefined) return this.get(lastPartOf(became), { signal: options.signal });
    }
    const path = '/api/documents';
    const created = this.api.upload({ method: 'post', path, params: { query }, content, options });
    return created as Promise<CreatedDocument>;
  }

  /**
   * The content, of the current version or of an older one; with `as`, converted to that format, such as `pdf`.
   *
   * ```js
   * const bytes = await (await kontor.documents.content(id)).bytes();
   * ```
   */
  content(
    id: string,
    query: { version?: number; as?: string } = {},
    options: TransferOptions = {},
  ): Promise<Download> {
    const params = { path: { id }, query };
    return this.api.download('/api/documents/{id}/content', params, options);
  }

  /**
   * New content is a new version; the old one stays.
   *
   * @throws PreconditionFailedError when the content has changed since `etag`. With `attempts` above 1, that may be the
   *   work of an earlier attempt: look at the newest version.
   * @throws ConflictError while somebody edits it.
   */
  async replaceContent(
    id: string,
    { content, etag, give_up_unsaved_changes }: NewContent,
    { resumable, ...options }: UploadOptions = {},
  ): Promise<Version> {
    const query = give_up_unsaved_changes === true ? { give_up_unsaved_changes } : {};
    const headers = conditionOf(etag ?? undefined);
    const params = { path: { id }, query };
    const begin = { path: '/api/documents/{id}/uploads', params, headers, options };
    const became = await this.api.uploadResumable(begin, content, resumable);
    if (became !== undefined) return this.#version(id, became, { signal: options.signal });
    const version = await this.api.upload({
      ...{ method: 'put', path: '/api/documents/{id}/content', params },
      ...{ headers, content, options },
    });
    return version as Version;
  }

  /** Of a path to its content. */
  async #version(id: string, path: string, options: CallOptions): Promise<Version> {
    const number = Number(new URL(path, 'http://any').searchParams.get('version'));
    // Nearly always the newest.
    for await (const version of this.versions.list(id, {}, options))
      if (version.number === number) return version;
    throw new TypeError(`The server has no version ${number}.`);
  }

  /** Open editors show the new title too. */
  rename(id: string, title: string, options: ConditionalOptions = {}): Promise<Document> {
    const { ifMatch, ...rest } = options;
    const init = { params: { path: { id } }, body: { title }, headers: conditionOf(ifMatch) };
    return this.api.request('patch', '/api/documents/{id}', { ...init, ...rest });
  }

  /** Takes it away from everybody; `restore` brings it back. */
  remove(id: string, options: ConditionalOptions = {}): Promise<void> {
    const { ifMatch, ...rest } = options;
    const init = { params: { path: { id } }, headers: conditionOf(ifMatch), ...rest };
    return untilGone(this.api.request('delete', '/api/documents/{id}', init));
  }

  /**
   * Another owner. Who gives away their own stays on it as an editor.
   *
   * @throws ConflictError of a private document (`documents/owner-cannot-open`): `data` says who could open it then,
   *   and `accept` goes on.
   */
  async setOwner(
    id: string,
    owner: Schema<'ChangeOwner'>,
    options: CallOptions = {},
  ): Promise<void> {
    const init = { params: { path: { id } }, body: owner, ...options };
    await this.api.request('put', '/api/documents/{id}/owner', init);
  }

  restore(id: string, options: CallOptions = {}): Promise<Document> {
    const params = { path: { id } };
    return this.api.request('post', '/api/documents/{id}/restore', { params, ...options });
  }

  /** A new version in another format. */
  convert(
    id: string,
    body: BodyOf<'/api/documents/{id}/convert', 'post'>,
    options: CallOptions = {},
  ) {
    const init = { params: { path: { id } }, body, ...options };
    return this.api.request('post', '/api/documents/{id}/convert', init);
  }
}

const lastPartOf = (path: string): string => path.split('/').at(-1) ?? '';

/** A tag stands in quotation marks; the one of a document comes without. */
function conditionOf(etag: string | undefined): Record<string, string> {
  if (etag === undefined) return {};
  return { 'if-match': /^(W\/)?"/.test(etag) ? etag : `"${etag}"` };
}
