import { z } from 'zod';
import type { FoundPeople } from './find-people.use-case.js';

export const peopleQuerySchema = z.strictObject({
  q: z
    .string()
    .max(100)
    .default('')
    .describe('Beginnings of words of name, username, mail address or department'),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type PeopleQuery = z.output<typeof peopleQuerySchema>;

export const personPictureQuery = z.strictObject({
  or: z
    .literal('blank')
    .optional()
    .describe('An image of nothing in place of 404 and 503: for an `<img>` above initials'),
});
export type PersonPictureQuery = z.output<typeof personPictureQuery>;

export const foundPeopleSchema = z
  .object({
    people: z
      .array(
        z.object({
          id: z.string().nullable().describe('Null: only the directory knows them'),
          username: z.string(),
          display_name: z.string(),
          mail: z.string().nullable(),
          department: z.string().nullable(),
          has_account: z.boolean().describe('false: they can be shared with, and have yet to come'),
          has_key: z.boolean().describe('Private documents can be shared with them'),
        }),
      )
      .describe('A search: at most as many as asked for with limit'),
    groups: z.array(z.object({ id: z.string(), name: z.string(), members: z.int() })),
    incomplete: z
      .literal(true)
      .optional()
      .describe('The directory did not answer in time: there may be others'),
  })
  .meta({ id: 'FoundPeople' });

export const foundToWire = (found: FoundPeople): z.infer<typeof foundPeopleSchema> => ({
  people: found.people.map((person) => ({
    ...{ id: person.id, username: person.username, display_name: person.displayName },
    ...{ mail: person.mail, department: person.department },
    ...{ has_account: person.hasAccount, has_key: person.hasKey },
  })),
  groups: found.groups.map(({ id, name, members }) => ({ id, name, members })),
  ...(found.isIncomplete && { incomplete: true }),
});
