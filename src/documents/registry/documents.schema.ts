import { z } from 'zod';
import { ID_PATTERN } from '../../platform/clock/ids.js';
import { cursorOf, cursorBigint, nextCursor, pageQuery } from '../../platform/http/paging.js';
import type { Person } from '../../platform/identity/people.js';
import type { ListPosition } from './document.repository.js';
import { etagOf, type DocumentView } from './document-view.js';
import { RIGHTS } from '../rights.js';
import type { DocumentPage } from './list-documents.use-case.js';

export const bytes = z.int().min(0).describe('Bytes');
export const custody = z.enum(['managed', 'zero-knowledge']);
export const time = z.iso.datetime().describe('UTC, RFC 3339');

export const rfc3339 = (ms: number): string => new Date(ms).toISOString();

export const documentSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    file_type: z.string().describe('Extension without dot'),
    state: z.enum(['shadow', 'active']),
    owner: z.string().describe('Username'),
    custody: custody.describe('Who can open it at rest: this server as well, or its people alone'),
    role: z
      .enum(['owner', 'editor', 'reviewer', 'commenter', 'form-filler', 'viewer'])
      .describe('Of the caller'),
    may: z
      .array(z.enum(RIGHTS))
      .describe('What the caller may do: by their role, less what the share keeps back'),
    version_group_id: z.string(),
    current_version: z.int().nullable().describe('Number of the current version'),
    size: bytes.nullable(),
    etag: z.string().nullable().describe('Of the current content; send it as If-Match: "<etag>"'),
    created_at: time,
    updated_at: time,
    editors: z.array(z.string()).describe('Usernames of who edits it now'),
    unsaved_changes: z
      .object({
        since: time,
        editors: z.array(z.string()).describe('Usernames of who made them, as far as it is known'),
      })
      .nullable()
      .describe(
        'Changes that the Document Server holds and could not save. Opening the document brings them back; ' +
          'an outside change needs give_up_unsaved_changes=true.',
      ),
  })
  .meta({ id: 'Document' });

export const documentListSchema = z
  .object({ documents: z.array(documentSchema), next_cursor: nextCursor })
  .meta({ id: 'DocumentList' });

export const renameSchema = z.strictObject({ title: z.string() }).meta({ id: 'RenameDocument' });

/** The cursor of the list of documents, in the API and on the desk. */
export const documentsAfter = z
  .tuple([cursorBigint, z.string().regex(ID_PATTERN)])
  .transform(([updatedAtMs, id]): ListPosition => ({ updatedAtMs, id }));
export const documentsCursor = (next: ListPosition | undefined): string | null =>
  cursorOf(next && [next.updatedAtMs, next.id]);

export const listQuerySchema = z.strictObject({
  q: z.string().max(255).optional().describe('Any part of the title; case does not matter'),
  ...pageQuery(documentsAfter, 50),
});

export const documentToWire = (view: DocumentView): z.infer<typeof documentSchema> => ({
  id: view.document.id,
  title: view.document.title,
  file_type: view.document.fileType,
  state: view.document.state,
  owner: view.owner.username,
  custody: view.document.custody,
  role: view.role,
  may: RIGHTS.filter((right) => view.may.has(right)),
  version_group_id: view.document.versionGroupId,
  current_version: view.head?.number ?? null,
  size: view.head?.size ?? null,
  etag: etagOf(view),
  created_at: rfc3339(view.document.createdAtMs),
  updated_at: rfc3339(view.document.updatedAtMs),
  editors: usernamesOf(view.editors),
  unsaved_changes: view.unsaved
    ? { since: rfc3339(view.unsaved.sinceMs), editors: usernamesOf(view.unsaved.editors) }
    : null,
});

const usernamesOf = (people: readonly Person[]): string[] => people.map(({ username }) => username);

export const pageToWire = (page: DocumentPage): z.infer<typeof documentListSchema> => ({
  documents: page.documents.map(documentToWire),
  next_cursor: documentsCursor(page.next),
});
