import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  makePrivateFolder,
  PRIVATE_MODE,
  restrictIfThere,
  syncFolder,
  unusable,
} from '../platform/config/private-file.js';
import { Secret } from '../platform/config/secret.js';
import { SettingsError } from '../platform/config/environment.js';
import { textOf } from '../platform/config/text-of.js';

const RANDOM_BYTES = 48;
const MIN_CHARACTERS = 32;
const PLACEHOLDER = /change.?me|replace.?me|place.?holder|example|password|your.?secret|^(.)\1+$/i;

/** Reads the secret; creates it at the first start. Several instances may start at the same time. */
export async function openSigningSecret(file: string): Promise<Secret> {
  return checked(file, (await readIfThere(file)) ?? (await create(file)));
}

/** Reads the secret and never creates one; undefined if there is none. */
export async function findSigningSecret(file: string): Promise<Secret | undefined> {
  const text = await readIfThere(file);
  return text === undefined ? undefined : checked(file, text);
}

function checked(file: string, text: string): Secret {
  const secret = text.trim();
  if (secret.length < MIN_CHARACTERS || PLACEHOLDER.test(secret)) {
    throw new SettingsError([
      `KONTOR_SECRET_FILE: ${file} has no usable secret (at least ${MIN_CHARACTERS} random characters). ` +
        'Delete the file: the next start creates a new secret, and everybody has to sign in again.',
    ]);
  }
  return new Secret(secret);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    restrictIfThere(file);
    return textOf(await readFile(file)).text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable('KONTOR_SECRET_FILE', file, error);
  }
}

/** Writes a draft and links it into place when complete: nobody reads half a secret, and the first instance wins. */
async function create(file: string): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    makePrivateFolder(dirname(file));
    await write(draft, `${randomBytes(RANDOM_BYTES).toString('base64url')}\n`);
    await link(draft, file).catch(unlessThere);
    syncFolder(dirname(file));
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unusable('KONTOR_SECRET_FILE', file, error);
  } finally {
    await rm(draft, { force: true });
  }
}

async function write(file: string, text: string): Promise<void> {
  const handle = await open(
    file,
    constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY,
    PRIVATE_MODE,
  );
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
