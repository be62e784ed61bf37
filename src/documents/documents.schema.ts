import { z } from 'zod';
import type { Version, VersionWithShards } from '../version-archive/index.js';
import { etagOf, type DocumentView } from './document-view.js';
import type { DocumentPage } from './list-documents.use-case.js';
import type { VersionHistory } from './list-versions.use-case.js';
import type { ShareView } from './share-document.use-case.js';

const bytes = z.int().min(0).describe('Bytes');
const time = z.iso.datetime().describe('UTC, RFC 3339');

export const documentSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    file_type: z.string().describe('Extension without dot'),
    state: z.enum(['shadow', 'active']),
    owner: z.string(),
    role: z.enum(['owner', 'editor', 'viewer']).describe('What the caller may do'),
    version_group_id: z.string(),
    current_version: z.int().nullable().describe('Number of the current version'),
    size: bytes.nullable(),
    etag: z.string().nullable().describe('Of the current content; send it as If-Match: "<etag>"'),
    created_at: time,
    updated_at: time,
    editors: z.array(z.string()).describe('Usernames of who edits it now'),
  })
  .meta({ id: 'Document' });

export const documentListSchema = z
  .object({ documents: z.array(documentSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'DocumentList' });

export const versionSchema = z
  .object({
    id: z.string(),
    number: z.int(),
    state: z.enum(['current', 'archived', 'quarantined']),
    origin: z.enum(['upload', 'save', 'force-save', 'restore', 'recovered', 'office-connector']),
    author: z.string(),
    size: bytes,
    created_at: time,
    editing_session_id: z.string().nullable(),
    comment: z
      .string()
      .nullable()
      .describe('Said at check-in; of a restore, the number of the version it brought back'),
    shards: z.object({ present: z.int(), required: z.int(), total: z.int() }),
  })
  .meta({ id: 'Version' });

export const versionListSchema = z
  .object({ version_group_id: z.string(), versions: z.array(versionSchema) })
  .meta({ id: 'VersionList' });

export const shareSchema = z
  .object({
    username: z.string(),
    display_name: z.string(),
    role: z.enum(['editor', 'viewer']),
  })
  .meta({ id: 'Share' });

export const shareListSchema = z.object({ shares: z.array(shareSchema) }).meta({ id: 'ShareList' });

export const renameSchema = z.object({ title: z.string() }).meta({ id: 'RenameDocument' });

export const shareInputSchema = z
  .object({ role: z.enum(['editor', 'viewer']) })
  .meta({ id: 'ShareDocument' });

export const listQuerySchema = z.object({
  q: z.string().max(255).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const createQuerySchema = z.object({ title: z.string().optional() });

export const contentQuerySchema = z.object({
  version: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

export const documentToWire = (view: DocumentView): z.infer<typeof documentSchema> => ({
  id: view.document.id,
  title: view.document.title,
  file_type: view.document.fileType,
  state: view.document.state,
  owner: view.document.owner,
  role: view.role,
  version_group_id: view.document.versionGroupId,
  current_version: view.head?.number ?? null,
  size: view.head?.size ?? null,
  etag: etagOf(view),
  created_at: rfc3339(view.document.createdAtMs),
  updated_at: rfc3339(view.document.updatedAtMs),
  editors: [...view.editors],
});

export const pageToWire = (page: DocumentPage): z.infer<typeof documentListSchema> => ({
  documents: page.documents.map(documentToWire),
  next_cursor: page.nextCursor,
});

export const versionToWire = (version: VersionWithShards): z.infer<typeof versionSchema> => ({
  ...plainVersion(version),
  shards: {
    present: version.shards.present,
    required: version.shards.required,
    total: version.shards.total,
  },
});

export const historyToWire = (history: VersionHistory): z.infer<typeof versionListSchema> => ({
  version_group_id: history.versionGroupId,
  versions: history.versions.map(versionToWire),
});

export const shareToWire = (share: ShareView): z.infer<typeof shareSchema> => ({
  username: share.username,
  display_name: share.displayName,
  role: share.role,
});

const plainVersion = (version: Version) => ({
  id: version.id,
  number: version.number,
  state: version.state,
  origin: version.origin,
  author: version.author,
  size: version.size,
  created_at: rfc3339(version.createdAtMs),
  editing_session_id: version.editingSessionId,
  comment: version.comment,
});

const rfc3339 = (ms: number): string => new Date(ms).toISOString();
