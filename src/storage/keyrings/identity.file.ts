import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import { makePrivateFolder, syncFolder } from '../../platform/config/private-file.js';
import { identityInvalid, identityMissing } from '../storage.errors.js';
import { readIdentityText, writeIdentityText, type ServerIdentity } from '../seal/identity-text.js';

const logger = new Logger('ServerIdentity');

/**
 * Reads the server's identity; creates one at the very first start only. `mayCreate` is false once a document is
 * sealed to an identity: a new one would hide the loss until somebody opens a document.
 */
export async function loadIdentity(
  file: string,
  options: { readonly mayCreate: boolean; readonly nowMs: number },
): Promise<ServerIdentity> {
  const text = (await readIfThere(file)) ?? (await create(file, options));
  const identity = readIdentityText(text);
  if (identity === undefined) throw identityInvalid(file);
  return identity;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0) await restrict(file);
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A mounted secret cannot always be changed; it is logged either way. */
async function restrict(file: string): Promise<void> {
  const done = await chmod(file, 0o600).then(
    () => true,
    () => false,
  );
  logger.warn(`${file} could be read by other users${done ? '; its mode is 0600 now' : ''}`);
}

/** Written completely under another name, then linked: of two processes that start at once one wins. */
async function create(
  file: string,
  options: { mayCreate: boolean; nowMs: number },
): Promise<string> {
  if (!options.mayCreate) throw identityMissing(file);
  makePrivateFolder(dirname(file));
  const part = `${file}.${randomBytes(6).toString('hex')}`;
  await writeDurably(part, newIdentityText(options.nowMs));
  try {
    await link(part, file);
    syncFolder(dirname(file));
    logger.log(`created ${file}: keep a copy of it off this machine, no document opens without it`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(part);
  }
  return readFile(file, 'utf8');
}

function newIdentityText(nowMs: number): string {
  const age = randomBytes(32);
  const seed = randomBytes(32);
  try {
    return writeIdentityText({ age, seed, created: new Date(nowMs).toISOString() });
  } finally {
    age.fill(0);
    seed.fill(0);
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
