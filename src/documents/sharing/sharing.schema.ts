import { z } from 'zod';
import { custody } from '../registry/documents.schema.js';
import type { ShareView } from './share-document.use-case.js';
import type { KeyringsView } from './custody.use-case.js';

/** Enough for a thousand members. */
const MAX_KEYRING_CHARACTERS = 200_000;

const sealings = z
  .array(z.object({ epoch: z.int().min(1), sealed: z.string().max(MAX_KEYRING_CHARACTERS) }))
  .max(1000)
  .describe("Every epoch's secret, sealed anew by a member");

export const shareSchema = z
  .object({
    username: z.string(),
    display_name: z.string(),
    role: z.enum(['editor', 'viewer']),
  })
  .meta({ id: 'Share' });

export const shareListSchema = z.object({ shares: z.array(shareSchema) }).meta({ id: 'ShareList' });

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
