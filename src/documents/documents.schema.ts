import { z } from 'zod';
import { REASONS, type Version, type VersionWithShards } from '../version-archive/index.js';
import { etagOf, type DocumentView } from './registry/document-view.js';
import type { DocumentPage } from './registry/list-documents.use-case.js';
import type { VersionHistory } from './content/list-versions.use-case.js';
import type { SealedVersionKey } from './content/open-sealed-content.use-case.js';
import type { KeyringsView } from './sharing/show-keyrings.use-case.js';
import type { ShareView } from './sharing/share-document.use-case.js';

/** A thousand members, and room. */
const MAX_KEYRING_CHARACTERS = 200_000;

const bytes = z.int().min(0).describe('Bytes');
const custody = z.enum(['managed', 'zero-knowledge']);
const time = z.iso.datetime().describe('UTC, RFC 3339');

export const documentSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    file_type: z.string().describe('Extension without dot'),
    state: z.enum(['shadow', 'active']),
    owner: z.string(),
    custody: custody.describe('Who can open it at rest: this server as well, or its people alone'),
    role: z.enum(['owner', 'editor', 'viewer']).describe('What the caller may do'),
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
  .object({ documents: z.array(documentSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'DocumentList' });

export const versionSchema = z
  .object({
    id: z.string(),
    number: z.int(),
    state: z.enum(['current', 'archived', 'quarantined']),
    origin: z.enum(['upload', 'save', 'force-save', 'restore', 'recovered', 'office-connector']),
    reason: z
      .enum(REASONS)
      .nullable()
      .describe('Why a quarantined version is kept out of the head'),
    author: z.string().describe('Of several, who made the last change'),
    authors: z
      .array(z.object({ username: z.string(), display_name: z.string(), from: time, to: time }))
      .describe('Everybody who changed it, and when first and last'),
    has_changes: z.boolean().describe('The Document Server said what was changed'),
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

const sealings = z
  .array(z.object({ epoch: z.int().min(1), sealed: z.string().max(MAX_KEYRING_CHARACTERS) }))
  .max(1000)
  .describe("Every epoch's secret, sealed anew by a member");

export const shareInputSchema = z
  .object({ role: z.enum(['editor', 'viewer']), keyrings: sealings.optional() })
  .meta({ id: 'ShareDocument' });

export const changeCustodySchema = z
  .object({ custody, keyrings: sealings.optional() })
  .meta({ id: 'ChangeCustody' });

export const keyringsSchema = z
  .object({
    custody,
    server_recipient: z.string(),
    recovery_recipient: z.string().nullable(),
    members: z
      .array(z.object({ username: z.string(), recipient: z.string() }))
      .describe('People whose own key opens it'),
    keyrings: z
      .array(
        z.object({
          epoch: z.int(),
          revision: z.int(),
          recipient: z
            .string()
            .describe('The public key that versions of this epoch are sealed to'),
          sealed: z.string().describe("Armored age file: the epoch's secret key, for its members"),
        }),
      )
      .describe('One of each epoch, oldest first'),
  })
  .meta({ id: 'Keyrings' });

export const versionKeySchema = z
  .object({
    version: z.int(),
    epoch: z.int(),
    age_header: z.string().describe("Gives the version's file key to who has the epoch's secret"),
    size: bytes,
  })
  .meta({ id: 'VersionKey' });

export const listQuerySchema = z.object({
  q: z.string().max(255).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const createQuerySchema = z.object({ title: z.string().optional() });

export const outsideChangeQuerySchema = z.object({
  give_up_unsaved_changes: z
    .stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })
    .optional()
    .describe('Goes on although unsaved changes wait in the editor: nobody will need them'),
});

export const contentQuerySchema = z.object({
  version: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  as: z
    .string()
    .max(16)
    .regex(/^[a-z0-9]+$/, 'must be a file extension in lower case, such as pdf')
    .optional(),
});

export const documentToWire = (view: DocumentView): z.infer<typeof documentSchema> => ({
  id: view.document.id,
  title: view.document.title,
  file_type: view.document.fileType,
  state: view.document.state,
  owner: view.document.owner,
  custody: view.document.custody,
  role: view.role,
  version_group_id: view.document.versionGroupId,
  current_version: view.head?.number ?? null,
  size: view.head?.size ?? null,
  etag: etagOf(view),
  created_at: rfc3339(view.document.createdAtMs),
  updated_at: rfc3339(view.document.updatedAtMs),
  editors: [...view.editors],
  unsaved_changes: view.unsaved
    ? { since: rfc3339(view.unsaved.sinceMs), editors: [...view.unsaved.editors] }
    : null,
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

export const keyringsToWire = (view: KeyringsView): z.infer<typeof keyringsSchema> => ({
  custody: view.custody,
  server_recipient: view.serverRecipient,
  recovery_recipient: view.recoveryRecipient ?? null,
  members: view.members.map(({ username, recipient }) => ({ username, recipient })),
  keyrings: view.keyrings.map(({ epoch, revision, recipient, sealed }) => ({
    ...{ epoch, revision, recipient, sealed },
  })),
});

export const versionKeyToWire = (key: SealedVersionKey): z.infer<typeof versionKeySchema> => ({
  version: key.version.number,
  epoch: key.epoch,
  age_header: key.ageHeader,
  size: key.version.size,
});

const plainVersion = (version: Version) => ({
  id: version.id,
  number: version.number,
  state: version.state,
  origin: version.origin,
  reason: version.reason,
  author: version.author,
  authors: version.authors.map(({ username, displayName, fromMs, toMs }) => ({
    username,
    display_name: displayName ?? username,
    from: rfc3339(fromMs),
    to: rfc3339(toMs),
  })),
  has_changes: version.changes !== null,
  size: version.size,
  created_at: rfc3339(version.createdAtMs),
  editing_session_id: version.editingSessionId,
  comment: version.comment,
});

const rfc3339 = (ms: number): string => new Date(ms).toISOString();

/** No version bears number 0: what is no number at all is "no such version" as well. */
export const versionNumber = (text: string): number =>
  /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
