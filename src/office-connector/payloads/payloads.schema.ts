import { z } from 'zod';

export const documentIds = z
  .array(z.string().max(64))
  .max(100)
  .describe("The documents' ids, as in the token");

export const payloads = z.array(
  z.looseObject({
    'document-url': z.url(),
    uuid: z.string(),
    version: z.int().nullable(),
    'content-type': z.string(),
    filename: z.string(),
  }),
);
