import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { dataDirOf } from '../platform/config/platform.config.js';
import { settingsPart } from '../platform/config/settings.js';
import { textOf } from '../platform/config/text-of.js';
import {
  addressKeyOf,
  readAddress,
  withKeys,
  type ProviderSettings,
} from './providers/provider-settings.js';
import { parseRecipient } from './seal/age-key.js';
import { BLOCK_BYTES } from './seal/stripe-layout.js';

export abstract class StorageSettings {
  /** Data shards: any k shards of an object rebuild it. */
  abstract readonly k: number;
  /** Parity shards: m shards may be lost. */
  abstract readonly m: number;
  /** A save is acknowledged once this many shards are durable. */
  abstract readonly minDurable: number;
  abstract readonly providers: readonly ProviderSettings[];
  abstract readonly identityFile: string;
  /** `age1…` of an offline key that is a member of every keyring. */
  abstract readonly recoveryRecipient: string | undefined;
  /** Bound on the memory for files that are being read and written; undefined: a quarter of that of the process. */
  abstract readonly stripeBytes: number | undefined;
}

const MAX_DATA_SHARDS = 32;
const MAX_PARITY_SHARDS = 16;

const provider = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower case letters, digits and hyphens'),
  url: z.string(),
});

const storageFile = z
  .strictObject({
    k: z.int().min(1).max(MAX_DATA_SHARDS),
    m: z.int().min(1).max(MAX_PARITY_SHARDS),
    min_durable: z.int().optional(),
    providers: z.array(provider),
  })
  .superRefine((file, context) => {
    const complain = (message: string): void => context.addIssue({ code: 'custom', message });
    const { k, m, min_durable: least = k + 1, providers } = file;
    if (least < k || least > k + m)
      complain(`min_durable must be from ${k} (k) to ${k + m} (k + m)`);
    if (providers.length < k + m)
      complain(`${k}+${m} needs ${k + m} providers, ${providers.length} are listed`);
    if (hasDuplicates(providers.map(({ name }) => name)))
      complain('two providers have the same name');
    const addresses = providers.map(({ url }) => readAddress(url));
    if (hasDuplicates(addresses.map((address, i) => addressKeyOf(address) ?? String(i))))
      complain('two providers have the same url');
    providers.forEach(({ name }, i) => {
      const address = addresses[i];
      if (typeof address === 'string') complain(`provider ${name}: ${address}`);
    });
  });

type StorageFile = z.infer<typeof storageFile>;

export const storageSettings = settingsPart<StorageSettings>(
  'storage',
  z
    .object({
      KONTOR_STORAGE: z.string().optional(),
      KONTOR_IDENTITY_FILE: z.string().optional(),
      KONTOR_RECOVERY_RECIPIENT: z
        .string()
        .refine(
          (text) => parseRecipient(text) !== undefined,
          'must be an age1… public key, as age-keygen prints it',
        )
        .optional(),
      KONTOR_DATA_DIR: z.string().optional(),
      KONTOR_STREAM_MEMORY_BYTES: z.coerce
        .number({ error: 'must be a number of bytes' })
        .int()
        .optional(),
    })
    // Keys of buckets: their names depend on the file.
    .catchall(z.string().optional())
    .transform((env, context) => {
      const complain = (name: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [name], message });
      const dataDir = dataDirOf(env);
      const identityFile = resolve(
        env.KONTOR_IDENTITY_FILE ?? join(dirname(dataDir), 'kontor-identity.key'),
      );
      if (isInside(dataDir, identityFile)) {
        complain(
          'KONTOR_IDENTITY_FILE',
          'must lie outside the data folder: a copy of the data must not open itself',
        );
      }
      const file =
        env.KONTOR_STORAGE === undefined ? embedded(dataDir) : readStorageFile(env.KONTOR_STORAGE);
      if (typeof file === 'string') {
        complain('KONTOR_STORAGE', file);
        return z.NEVER;
      }
      const stripeBytes = env.KONTOR_STREAM_MEMORY_BYTES;
      const least = 2 * (file.k + file.m) * BLOCK_BYTES;
      if (stripeBytes !== undefined && stripeBytes < least) {
        complain(
          'KONTOR_STREAM_MEMORY_BYTES',
          `must be at least ${least}: one file being saved and one being opened, in ${file.k}+${file.m}`,
        );
      }
      const providers = file.providers.map(({ name, url }) =>
        withKeys(name, readAddress(url), env, complain),
      );
      return {
        k: file.k,
        m: file.m,
        minDurable: file.min_durable ?? file.k + 1,
        providers: providers.filter((each) => each !== undefined),
        identityFile,
        recoveryRecipient: env.KONTOR_RECOVERY_RECIPIENT,
        stripeBytes,
      };
    }),
);

/** The content of the file, or what is wrong with it. */
function readStorageFile(path: string): StorageFile | string {
  let content: unknown;
  try {
    content = JSON.parse(textOf(readFileSync(path)).text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return `${path} cannot be read as JSON${code ? ` (${code})` : ''}`;
  }
  const result = storageFile.safeParse(content);
  if (result.success) return result.data;
  return result.error.issues
    .map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '))
    .join('; ');
}

const hasDuplicates = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;

/** Six folders on one disk protect against deletion and rot of files, not against the loss of the disk. */
function embedded(dataDir: string): StorageFile {
  const providers = [1, 2, 3, 4, 5, 6].map((number) => ({
    name: `shards-${number}`,
    url: pathToFileURL(join(dataDir, 'shards', String(number))).href,
  }));
  return { k: 4, m: 2, providers };
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..');
}
