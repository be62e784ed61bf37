import { z } from 'zod';
import { cursorNumber, cursorOf, nextCursor, pageQuery } from '../../platform/http/paging.js';
import { personIn, type Person } from '../../platform/identity/people.js';
import {
  ASKERS,
  REASONS,
  type Version,
  type VersionWithShards,
} from '../../version-archive/index.js';
import { bytes, documentSchema, rfc3339, time } from '../registry/documents.schema.js';
import type { ListedVersion, VersionHistory } from './list-versions.use-case.js';
import type { SealedVersionKey } from './open-content.use-case.js';

export const versionSchema = z
  .object({
    id: z.string(),
    number: z.int(),
    state: z.enum(['current', 'archived', 'quarantined']),
    origin: z.enum(['upload', 'save', 'force-save', 'restore', 'recovered', 'office-connector']),
    asked_by: z
      .enum(ASKERS)
      .nullable()
      .describe('Of a forced save: a button, the clock, or a command of an application'),
    reason: z
      .enum(REASONS)
      .nullable()
      .describe('Why a quarantined version is kept out of the head'),
    author: z.string().describe('Of several, who made the last change'),
    authors: z
      .array(z.object({ username: z.string(), display_name: z.string(), from: time, to: time }))
      .describe('Everybody who changed it, and when first and last'),
    has_changes: z.boolean().describe('The editor can show what was changed'),
    file_type: z
      .string()
      .describe('Extension without dot; that of the document may be another today'),
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
  .object({
    version_group_id: z.string(),
    versions: z.array(versionSchema),
    next_cursor: nextCursor,
  })
  .meta({ id: 'VersionList' });

export const versionKeySchema = z
  .object({
    version: z.int(),
    epoch: z.int(),
    age_header: z.string().describe("Gives the version's file key to who has the epoch's secret"),
    size: bytes,
  })
  .meta({ id: 'VersionKey' });

export const versionsQuerySchema = z.strictObject({
  ...pageQuery(z.tuple([cursorNumber])),
});

/** What content is converted to: an extension, or `pdfa`. */
export const targetFormat = z
  .string()
  .max(16)
  .regex(/^[a-z0-9]+$/, 'must be a file extension in lower case, such as pdf');

export const createQuerySchema = z.strictObject({
  title: z.string().optional(),
  convert_to: targetFormat
    .optional()
    .describe('The original becomes version 1, and version 2 is in this format'),
});

export const createdSchema = documentSchema
  .extend({
    not_converted: z
      .object({ code: z.string(), detail: z.string() })
      .optional()
      .describe('Only after convert_to: why the document is as it was uploaded'),
  })
  .meta({ id: 'CreatedDocument' });

export const contentQuerySchema = z.strictObject({
  version: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  as: targetFormat.optional(),
});

export const outsideChangeQuerySchema = z.strictObject({
  give_up_unsaved_changes: z
    .stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })
    .optional()
    .describe('Goes on although unsaved changes wait in the editor: nobody will need them'),
});

/** `people`: those who made it, by account id. What was made just now has no changes to show, unless it says so. */
export const versionToWire = (
  version: VersionWithShards & Partial<Pick<ListedVersion, 'hasChanges'>>,
  people: ReadonlyMap<string, Person>,
): z.infer<typeof versionSchema> => ({
  ...plainVersion(version, people),
  has_changes: version.hasChanges === true,
  shards: {
    present: version.shards.present,
    required: version.shards.required,
    total: version.shards.total,
  },
});

export const historyToWire = (history: VersionHistory): z.infer<typeof versionListSchema> => ({
  version_group_id: history.versionGroupId,
  versions: history.versions.map((version) => versionToWire(version, history.people)),
  next_cursor: cursorOf(history.next === undefined ? undefined : [history.next]),
});

export const versionKeyToWire = (key: SealedVersionKey): z.infer<typeof versionKeySchema> => ({
  version: key.version.number,
  epoch: key.epoch,
  age_header: key.ageHeader,
  size: key.version.size,
});

const plainVersion = (version: Version, people: ReadonlyMap<string, Person>) => ({
  id: version.id,
  number: version.number,
  state: version.state,
  origin: version.origin,
  asked_by: version.askedBy,
  reason: version.reason,
  author: personIn(people, version.author).username,
  authors: version.authors.map(({ accountId, displayName, fromMs, toMs }) => ({
    username: personIn(people, accountId).username,
    // For somebody without an account here, the name that the editor reported.
    display_name: people.get(accountId)?.displayName ?? displayName ?? accountId,
    from: rfc3339(fromMs),
    to: rfc3339(toMs),
  })),
  file_type: version.fileType,
  size: version.size,
  created_at: rfc3339(version.createdAtMs),
  editing_session_id: version.editingSessionId,
  comment: version.comment,
});

/** 0 for text that is no number: no version has that number, so it is answered like an unknown one. */
export const versionNumber = (text: string): number =>
  /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
