import { randomBytes } from 'node:crypto';
import { link, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  makePrivateFolder,
  restrictIfThere,
  syncFolder,
  unusable,
} from '../../platform/config/private-file.js';
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
    restrictIfThere(file);
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable('KONTOR_IDENTITY_FILE', file, error);
  }
}

/** Written completely under another name, then linked: of two processes that start at once one wins. */
async function create(
  file: string,
  options: { mayCreate: boolean; nowMs: number },
): Promise<string> {
  if (!options.mayCreate) throw identityMissing(file);
  try {
    makePrivateFolder(dirname(file));
    await place(newIdentityText(options.nowMs), file);
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unusable('KONTOR_IDENTITY_FILE', file, error);
  }
}

async function place(text: string, file: string): Promise<void> {
  const part = `${file}.${randomBytes(6).toString('hex')}`;
  await writeDurably(part, text);
  try {
    await link(part, file);
    syncFolder(dirname(file));
    logger.log(`created ${file}: keep a copy of it off this machine, no document opens without it`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(part);
  }
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
