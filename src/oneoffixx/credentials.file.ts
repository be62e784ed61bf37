import { z } from 'zod';
import { Secret } from '../platform/config/secret.js';
import { SmallFile } from '../platform/config/small-file.js';
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

/** Reads the credentials from a JSON file (ONEOFFIXX_CREDENTIALS_FILE). */
export class FileCredentials implements CredentialsSource {
  readonly #file: SmallFile;

  constructor(file: string) {
    this.#file = new SmallFile(file);
  }

  async read(): Promise<Credentials> {
    const parsed = parse(await this.#find(), this.#file.path);
    const checked = credentialsFile.safeParse(parsed);
    if (!checked.success) {
      throw credentialsIncomplete(
        this.#file.path,
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
    try {
      return textOf(await this.#file.read()).text;
    } catch {
      throw credentialsNotFound(this.#file.path);
    }
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
