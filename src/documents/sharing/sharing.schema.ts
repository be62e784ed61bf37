import { z } from 'zod';
import { cursorOf, cursorText, nextCursor, pageQuery } from '../../platform/http/paging.js';
import { custody } from '../registry/documents.schema.js';
import { SHARED_ROLES } from '../rights.js';
import type { Person } from '../../platform/identity/people.js';
import type { SharePage } from './share-page.js';
import type { ShareView } from './share-document.use-case.js';
import type { GroupKeysView, GroupShareView } from './share-with-group.use-case.js';
import type { KeyringsView } from './custody.use-case.js';

/** Enough for a thousand members. */
const MAX_KEYRING_CHARACTERS = 200_000;

const sealings = z
  .array(z.strictObject({ epoch: z.int().min(1), sealed: z.string().max(MAX_KEYRING_CHARACTERS) }))
  .max(1000)
  .describe("Every epoch's secret, sealed anew by a member");

const role = z
  .enum(SHARED_ROLES)
  .describe(
    'viewer reads; commenter also comments; form-filler fills form fields; reviewer comments, and what they type ' +
      'becomes a tracked change; editor does all of it',
  );
const download = z
  .boolean()
  .describe('false: no route gives this person bytes of the content, converted or as a picture');
const print = z.boolean().describe('In the editor');
const copy = z.boolean().describe('In the editor');

const accountId = z.string().describe('Of the account; it stays when the person is renamed');
const meant = z
  .string()
  .max(64)
  .describe(
    'The id of the account that is meant, as GET /api/people says it: it counts, whoever has the name in the address by now',
  );

/** Who a share in the address is about. */
export const aboutPersonQuery = z.strictObject({ person: meant.optional() });
export type AboutPersonQuery = z.output<typeof aboutPersonQuery>;

export const shareSchema = z
  .object({
    id: accountId,
    username: z.string(),
    display_name: z.string(),
    role,
    download,
    print,
    copy,
    key: z
      .enum(['sealed', 'waiting', 'none'])
      .nullable()
      .describe(
        'Of a private document. sealed: the person can open it; waiting: they have a key of their own, and the ' +
          "document's is still to be sealed to it; none: they have no key of their own yet, and the owner is asked to " +
          'let them in when they make one. null for a document that the server can open',
      ),
  })
  .meta({ id: 'Share' });

export const groupShareSchema = z
  .object({
    group: z.object({ id: z.string(), name: z.string(), source: z.string(), members: z.int() }),
    ...{ role, download, print, copy },
  })
  .meta({ id: 'GroupShare' });

const position = z.union([
  z.tuple([cursorText, cursorText]),
  z.tuple([cursorText, cursorText, cursorText]),
]);

export const shareListQuery = z.strictObject(pageQuery(position));
export type ShareListQuery = z.output<typeof shareListQuery>;

export const shareListSchema = z
  .object({
    shares: z.array(shareSchema).describe('With people, by username'),
    groups: z.array(groupShareSchema).describe('With groups, by name; they come after all people'),
    next_cursor: nextCursor,
  })
  .meta({ id: 'ShareList' });

const sharedRights = {
  role,
  download: download.default(true),
  print: print.default(true),
  copy: copy.default(true),
  keyrings: sealings.optional(),
};

export const shareInputSchema = z
  .strictObject({ ...sharedRights, person: meant.optional() })
  .meta({ id: 'ShareDocument' });

export const groupShareInputSchema = z
  .strictObject({
    ...sharedRights,
    sealed_for: z
      .array(z.string().max(1024))
      .max(5000)
      .optional()
      .describe(
        'Usernames, with keyrings: those of the group who can open it with them for the first time',
      ),
    sealed_for_people: z
      .array(z.string().max(64))
      .max(5000)
      .optional()
      .describe('The ids of their accounts, instead of sealed_for'),
  })
  .meta({ id: 'ShareWithGroup' });

export const groupKeysSchema = z
  .object({
    waiting: z
      .array(
        z.object({
          ...{ id: accountId, username: z.string(), display_name: z.string() },
          recipient: z.string(),
        }),
      )
      .describe(
        'They have a key of their own, and cannot open the document with it yet; whole, since what is sealed is sealed to all',
      ),
    without_key: z
      .array(z.object({ id: accountId, username: z.string(), display_name: z.string() }))
      .describe('They have no key of their own: they see the document, and cannot open it'),
  })
  .meta({ id: 'GroupKeys' });

export const changeCustodySchema = z
  .strictObject({
    custody,
    keyrings: sealings.optional(),
    accept: z
      .boolean()
      .optional()
      .describe(
        'Make it private although people it is shared with by name have no key of their own: they cannot open it until ' +
          'they have one and its owner opens its page',
      ),
  })
  .meta({ id: 'ChangeCustody' });

export const changeOwnerSchema = z
  .strictObject({
    username: z
      .string()
      .min(1)
      .max(1024)
      .optional()
      .describe('Of the new owner; needed for somebody whom only the directory knows'),
    person: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('The id of their account, as GET /api/people says it; it counts before username'),
    accept: z
      .boolean()
      .optional()
      .describe('Of a private document: give it away, whoever can open it then'),
  })
  .refine(({ username, person }) => (username ?? person) !== undefined, {
    error: 'name the new owner: send person or username',
  })
  .meta({ id: 'ChangeOwner' });

export const keyringsSchema = z
  .object({
    custody,
    server_recipient: z.string(),
    recovery_recipient: z.string().nullable(),
    members: z
      .array(z.object({ id: accountId, username: z.string(), recipient: z.string() }))
      .describe('People whose own key opens it; whole, since what is sealed is sealed to all'),
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

export const shareToWire = (share: ShareView): z.infer<typeof shareSchema> => ({
  id: share.id,
  username: share.username,
  display_name: share.displayName,
  role: share.role,
  download: share.switches.download,
  print: share.switches.print,
  copy: share.switches.copy,
  key: share.key ?? null,
});

/** A cursor is of the state of the whole list, and the last person or the last group of its page. */
export const sharePositionOf = (cursor: ShareListQuery['cursor']) => {
  if (cursor === undefined) return undefined;
  const [, name, groupId] = cursor;
  return groupId === undefined ? { username: name } : { groupName: name, groupId };
};

export const sharePageToWire = ({
  shares,
  groups,
  next,
  state,
}: SharePage<ShareView, GroupShareView>): z.infer<typeof shareListSchema> => ({
  shares: shares.map(shareToWire),
  groups: groups.map(groupShareToWire),
  next_cursor: cursorOf(
    next && [state, ...('username' in next ? [next.username] : [next.groupName, next.groupId])],
  ),
});

export const shareFromWire = (wire: Omit<z.infer<typeof shareInputSchema>, 'person'>) => ({
  role: wire.role,
  switches: { download: wire.download, print: wire.print, copy: wire.copy },
  keyrings: wire.keyrings,
});

export const groupShareToWire = ({
  group: { id, name, source, members },
  role: given,
  switches,
}: GroupShareView): z.infer<typeof groupShareSchema> => ({
  ...{ group: { id, name, source, members }, role: given },
  ...{ download: switches.download, print: switches.print, copy: switches.copy },
});

export const groupShareFromWire = (wire: z.infer<typeof groupShareInputSchema>) => ({
  ...shareFromWire(wire),
  sealedFor: wire.sealed_for,
  sealedForPeople: wire.sealed_for_people,
});

export const groupKeysToWire = (view: GroupKeysView): z.infer<typeof groupKeysSchema> => ({
  waiting: view.waiting.map(({ person, recipient }) => ({ ...personToWire(person), recipient })),
  without_key: view.without.map(personToWire),
});

const personToWire = ({ id, username, displayName }: Person) => ({
  ...{ id, username, display_name: displayName },
});

export const keyringsToWire = (view: KeyringsView): z.infer<typeof keyringsSchema> => ({
  custody: view.custody,
  server_recipient: view.serverRecipient,
  recovery_recipient: view.recoveryRecipient ?? null,
  members: view.members.map(({ id, username, recipient }) => ({ id, username, recipient })),
  keyrings: view.keyrings.map(({ epoch, revision, recipient, sealed }) => ({
    ...{ epoch, revision, recipient, sealed },
  })),
});
