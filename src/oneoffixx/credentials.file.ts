import { constants, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Secret } from '../platform/config/secret.js';
import { textOf } from '../platform/config/text-of.js';
import type { Credentials, CredentialsSource } from './grants.js';
import {
  credentialsIncomplete,
  credentialsNotFound,
  credentialsUnreadable,
} from './oneoffixx.errors.js';

const credentialsFile = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  preshared_key: z.string().min(1),
});

const MAX_BYTES = 64 * 1024;
/** A folder on a network may never answer. */
const ANSWERS_WITHIN_MS = 5_000;

/** Reads the credentials from a JSON file (ONEOFFIXX_CREDENTIALS_FILE). */
export class FileCredentials implements CredentialsSource {
  #reading: Promise<Uint8Array> | undefined;

  constructor(private readonly file: string) {}

  async read(): Promise<Credentials> {
    const parsed = parse(await this.#find(), this.file);
    const checked = credentialsFile.safeParse(parsed);
    if (!checked.success) {
      throw credentialsIncomplete(
        this.file,
        checked.error.issues.map(({ path }) => path.join('.')),
      );
    }
    return {
      clientId: checked.data.client_id,
      clientSecret: new Secret(checked.data.client_secret),
      presharedKey: new Secret(checked.data.preshared_key),
    };
  }

  async #find(): Promise<string> {
    const late = new AbortController();
    try {
      const timeout = delay(ANSWERS_WITHIN_MS, undefined, { signal: late.signal });
      const bytes = await Promise.race([this.#read(), timeout]);
      if (bytes !== undefined) return textOf(bytes).text;
    } catch {
      // Said below.
    } finally {
      late.abort();
    }
    throw credentialsNotFound(this.file);
  }

  /** One at a time: a folder that hangs holds one thread, however many people ask. */
  async #read(): Promise<Uint8Array> {
    this.#reading ??= contentOf(this.file).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }
}

/** Of a regular file: opening a pipe, or reading a device, would not end. */
async function contentOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw new TypeError('this is no file');
    const buffer = new Uint8Array(MAX_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, MAX_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The parser's errors quote the text, which holds secrets: they are not passed on. */
function parse(text: string, file: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw credentialsUnreadable(file);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw credentialsUnreadable(file);
  }
  return parsed;
}
