import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { NewAccount } from './account.js';

const peopleSchema = z.array(
  z.strictObject({
    username: z.string(),
    displayName: z.string(),
    password: z.string(),
    sid: z.string().optional(),
    isAdmin: z.boolean().optional(),
  }),
);

/** The accounts that a playground adds at start: a JSON array, named by `KONTOR_PLAYGROUND_PEOPLE`. */
export async function readPlaygroundPeople(file: string): Promise<readonly NewAccount[]> {
  return peopleSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}
