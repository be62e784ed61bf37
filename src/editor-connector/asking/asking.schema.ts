import { z } from 'zod';
import { actionLink } from '../opening/editing-session.schema.js';
import type { Person } from '../../platform/identity/people.js';

const name = z.string().min(1).max(512);
const names = z.array(name).max(200);

export const peopleQuery = z.strictObject({
  id: z
    .union([names, name.transform((one) => [one])])
    .optional()
    .describe('Ids or usernames; repeated. Default: everybody who may see the document'),
});
export type PeopleQuery = z.output<typeof peopleQuery>;

export const peopleSchema = z.object({
  people: z
    .array(
      z.object({
        id: z.string(),
        username: z.string(),
        display_name: z.string(),
        picture_url: z
          .url()
          .optional()
          .describe(
            'Of somebody who may have a photo; needs no sign-in, for this reader alone, for eight hours',
          ),
      }),
    )
    .describe('Whole, since the editor asks for no pages: at most 500, the owner first'),
});

export const personToWire = (
  { id, username, displayName, pictureId }: Person,
  pictureOf: (personId: string) => string,
) => ({
  id,
  username,
  display_name: displayName,
  ...(pictureId !== undefined && { picture_url: pictureOf(pictureId) }),
});

export const pictureQuery = z.strictObject({
  cap: z.string().min(1).max(1024).describe('The capability'),
});
export type PictureQuery = z.output<typeof pictureQuery>;

export const mentionBody = z
  .strictObject({
    usernames: names.min(1).optional(),
    people: names.min(1).optional().describe('Ids of accounts, beside or instead of usernames'),
    text: z.string().max(2000).describe('The comment'),
    action_link: actionLink.optional(),
  })
  .refine(({ usernames, people }) => (usernames ?? people) !== undefined, {
    error: 'name whom to tell: send people or usernames',
  });
export type MentionBody = z.output<typeof mentionBody>;

export const mentionedSchema = z.object({
  notified: z.array(z.string()).describe('Usernames: those who may see the document'),
});

export const editRightsSchema = z.object({
  state: z
    .enum(['editable', 'asked'])
    .describe('editable: open it for editing; asked: the owner was notified'),
});
