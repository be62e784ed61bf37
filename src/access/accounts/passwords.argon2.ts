import { randomBytes } from 'node:crypto';
import { hash, verify, type Options } from '@node-rs/argon2';
import { oneSpelling, spellingsOf } from './password-spelling.js';
import { Passwords } from './passwords.js';

/** Argon2id (the library's default variant) above OWASP's minimum: about 100 ms and 64 MiB for each guess. */
const COST: Options = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };

export class Argon2Passwords extends Passwords {
  #decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(oneSpelling(password), COST);
  }

  async matches(hashed: string, password: string): Promise<boolean> {
    let right = false;
    // All of them, so that the time does not tell which one was right.
    for (const spelling of spellingsOf(password)) {
      right = (await verify(hashed, spelling)) || right;
    }
    return right;
  }

  async matchNothing(password: string): Promise<false> {
    this.#decoy ??= this.hash(randomBytes(32).toString('base64'));
    await this.matches(await this.#decoy, password);
    return false;
  }
}
