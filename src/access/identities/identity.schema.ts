import { z } from 'zod';
import {
  isArmoredAgeFile,
  isRecipient,
  MAX_KEY_WRAPS,
  type Identity,
  type KeyWrap,
} from './identity.js';

const MAX_SEALED_CHARACTERS = 8_192;
const MAX_HINT_CHARACTERS = 2_048;

const custody = z.enum(['managed', 'zero-knowledge']);
const time = z.iso.datetime();
const recipient = z
  .string()
  .refine(isRecipient, 'must be the public key of an age X25519 identity, age1…');
const sealed = z
  .string()
  .max(MAX_SEALED_CHARACTERS)
  .refine(isArmoredAgeFile, 'must be an armored age file');
const label = z.string().trim().min(1).max(100);

export const newKeyWrapSchema = z
  .strictObject({
    kind: z.enum(['passphrase', 'passkey']),
    label,
    hint: z.string().max(MAX_HINT_CHARACTERS).nullable().optional(),
    sealed,
  })
  .meta({ id: 'NewSealing' });

export const replaceKeyWrapSchema = z
  .strictObject({ sealed, label: label.optional() })
  .meta({ id: 'ReplaceSealing' });

export const registerIdentitySchema = z
  .strictObject({ recipient, sealings: z.array(newKeyWrapSchema).min(1).max(MAX_KEY_WRAPS) })
  .meta({ id: 'RegisterIdentity' });

export const changeIdentitySchema = z
  .strictObject({ custody: custody.optional(), kit_checked: z.literal(true).optional() })
  .meta({ id: 'ChangeIdentity' });

export const keyWrapSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['passphrase', 'passkey']),
    label: z.string(),
    hint: z.string().nullable().describe('What the browser needs to ask the right passkey'),
    sealed: z.string().describe('Armored age file; only the person can open it'),
    created_at: time,
  })
  .meta({ id: 'Sealing' });

export const identitySchema = z
  .object({
    recipient: z.string(),
    created_at: time,
    custody: custody.describe('What new documents of this person get'),
    kit_checked_at: time.nullable(),
    sealings: z.array(keyWrapSchema).describe('Whole: at most ten'),
  })
  .meta({ id: 'Identity' });

export const recipientSchema = z
  .object({
    id: z.string().describe('Of the account; it stays when the person is renamed'),
    username: z.string(),
    recipient: z.string(),
  })
  .meta({ id: 'Recipient' });

export const recipientQuery = z.strictObject({
  person: z
    .string()
    .max(64)
    .optional()
    .describe('The id of the account that is meant: it counts, whoever has the name by now'),
});
export type RecipientQuery = z.output<typeof recipientQuery>;

export const keyWrapToWire = (keyWrap: KeyWrap): z.infer<typeof keyWrapSchema> => ({
  id: keyWrap.id,
  kind: keyWrap.kind,
  label: keyWrap.label,
  hint: keyWrap.hint,
  sealed: keyWrap.sealed,
  created_at: rfc3339(keyWrap.createdAtMs),
});

export const identityToWire = (identity: Identity): z.infer<typeof identitySchema> => ({
  recipient: identity.recipient,
  created_at: rfc3339(identity.createdAtMs),
  custody: identity.custody,
  kit_checked_at: identity.kitCheckedAtMs === null ? null : rfc3339(identity.kitCheckedAtMs),
  sealings: identity.keyWraps.map(keyWrapToWire),
});

const rfc3339 = (ms: number): string => new Date(ms).toISOString();
