import { z } from 'zod';
import type { FoundGroup } from '../../platform/identity/groups.js';
import { cursorOf, cursorText, nextCursor, pageQuery } from '../../platform/http/paging.js';
import type { FoundMembers } from './manage-groups.use-case.js';

export const newGroupSchema = z.strictObject({ name: z.string().min(1).max(256) });
export type NewGroupBody = z.infer<typeof newGroupSchema>;

/** The cursor of the list of groups, in the API and on the desk. */
export const groupsAfter = z
  .tuple([cursorText, cursorText])
  .transform(([name, id]) => ({ name, id }));
export const groupPosition = ({ name, id }: FoundGroup) => [name, id];

export const listGroupsSchema = z.strictObject({
  q: z.string().max(256).optional().describe('Part of the name'),
  ...pageQuery(groupsAfter),
});
export type ListGroups = z.output<typeof listGroupsSchema>;

export const groupSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.string().describe('local, directory, or the name of an OpenID provider'),
    members: z.int().describe('How many accounts here are in it'),
  })
  .meta({ id: 'Group' });
export type GroupBody = z.infer<typeof groupSchema>;

export const groupsSchema = z
  .object({ groups: z.array(groupSchema), next_cursor: nextCursor })
  .meta({ id: 'GroupList' });
export type GroupsBody = z.infer<typeof groupsSchema>;

export const listMembersSchema = z.strictObject(pageQuery(z.tuple([cursorText, cursorText])));
export type ListMembers = z.output<typeof listMembersSchema>;

/** Who is meant by the name in the address. */
export const memberQuery = z.strictObject({
  person: z
    .string()
    .max(64)
    .optional()
    .describe(
      'The id of the account that is meant, as GET /api/people says it: it counts, whoever has the name in the address by now',
    ),
});
export type MemberQuery = z.output<typeof memberQuery>;

export const membersSchema = z
  .object({
    members: z
      .array(
        z.object({
          id: z.string().describe('Of the account'),
          username: z.string(),
          display_name: z.string(),
        }),
      )
      .describe('By username'),
    next_cursor: nextCursor,
  })
  .meta({ id: 'GroupMembers' });
export type MembersBody = z.infer<typeof membersSchema>;

export const groupToWire = ({ id, name, source, members }: FoundGroup): GroupBody => ({
  ...{ id, name, source, members },
});

export const membersToWire = ({ members, state }: FoundMembers): MembersBody => ({
  members: members.map(({ id, username, displayName }) => ({
    ...{ id, username, display_name: displayName },
  })),
  next_cursor: cursorOf(state === undefined ? undefined : [members.at(-1)!.username, state]),
});
