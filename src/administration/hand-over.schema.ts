import { z } from 'zod';
import type { HandedOver } from '../documents/index.js';

/** More go in several requests, or all of them without a list. */
const MAX_NAMED = 1000;

export const handOverSchema = z
  .strictObject({
    to: z.string().min(1).max(1024).optional().describe('Username of the new owner'),
    person: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('The id of their account, as GET /api/people says it; it counts before to'),
    documents: z
      .array(z.string().max(64))
      .min(1)
      .max(MAX_NAMED)
      .optional()
      .describe('Ids. Default: all, also deleted ones and those that wait for a template'),
    accept: z
      .boolean()
      .optional()
      .describe('Hand over private documents too, whoever can open them then'),
  })
  .refine(({ to, person }) => (to ?? person) !== undefined, {
    error: 'name the new owner: send person or to',
  })
  .meta({ id: 'HandOver' });
export type HandOverBody = z.output<typeof handOverSchema>;

export const handOverFromWire = ({ to: username, person, ...rest }: HandOverBody) => ({
  to: { username, person },
  ...rest,
});

export const handedOverSchema = z
  .object({
    moved: z.int(),
    remaining: z
      .int()
      .describe('More than 0 when there were too many for one request: repeat it, and it goes on'),
    cannot_open: z
      .array(
        z.object({
          id: z.string(),
          can_open: z.array(z.string()).describe('Usernames'),
          recovery_key_can_open: z.boolean(),
        }),
      )
      .describe('Private documents among those moved, which the new owner has no key to'),
  })
  .meta({ id: 'HandedOver' });

export const handedOverToWire = ({
  moved,
  remaining,
  notOpened,
}: HandedOver): z.infer<typeof handedOverSchema> => ({
  ...{ moved, remaining },
  cannot_open: notOpened.map(({ documentId, usernames, recoveryKeyCan }) => ({
    ...{ id: documentId, can_open: [...usernames], recovery_key_can_open: recoveryKeyCan },
  })),
});
