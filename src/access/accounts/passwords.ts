import { randomBytes } from 'node:crypto';
import { hash, verify, type Options } from '@node-rs/argon2';
import { knownPassword, unusablePassword } from '../access.errors.js';
import type { Account } from './account.js';

/** Argon2id (the library's default variant) above OWASP's minimum: about 100 ms and 64 MiB for each guess. */
const COST: Options = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };

/** The playground's passwords stand in a file that everybody has: what a guess costs protects nothing. */
const COST_OF_KNOWN: Options = { ...COST, memoryCost: 1024, timeCost: 1 };

/** Hashes passwords and compares them with their hashes. */
export class Passwords {
  #decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(oneSpelling(password), COST);
  }

  /** Only for people of the playground, whom production lets nobody sign in as. Takes about a millisecond. */
  hashKnown(password: string): Promise<string> {
    return hash(oneSpelling(password), COST_OF_KNOWN);
  }

  async matches(hashed: string, password: string): Promise<boolean> {
    let isRight = false;
    // All spellings, so that the duration does not show which one was right.
    for (const spelling of spellingsOf(password)) {
      isRight = (await verify(hashed, spelling)) || isRight;
    }
    return isRight;
  }

  /** Takes as long as `matches` and is never true: an unknown name must not answer faster than a wrong password. */
  async matchNothing(password: string): Promise<false> {
    this.#decoy ??= this.hash(randomBytes(32).toString('base64'));
    await this.matches(await this.#decoy, password);
    return false;
  }
}

/**
 * One spelling for one password, as RFC 8265 (OpaqueString) demands: composed letters, and plain spaces in place
 * of the spaces of other scripts. Keyboards and systems differ in what they send for the same keys.
 */
export const oneSpelling = (password: string): string =>
  password.replace(/\p{Zs}/gu, ' ').normalize('NFC');

/**
 * The spellings a stored hash may have been made from: hashes older than `oneSpelling` were made from what was
 * typed, composed or not. Nearly every password has one spelling; each further one costs another verification.
 */
export const spellingsOf = (password: string): readonly string[] => [
  ...new Set([
    oneSpelling(password),
    password,
    password.normalize('NFC'),
    password.normalize('NFD'),
  ]),
];

const MAX_LENGTH = 1024;

/** Only refuses what cannot be typed: the strength of a password is up to the administrator who sets it. */
export function refuseUnusablePassword(password: string): void {
  if (password === '' || password.length > MAX_LENGTH || /[\r\n]/.test(password)) {
    throw unusablePassword();
  }
}

/** What attackers try first. The names of the playground's people are their passwords. */
const COMMON = new Set([
  ...['admin', 'administrator', 'alice', 'bob', 'kontor', 'playground'],
  ...['password', 'passwort', 'changeme'],
]);

/**
 * Passwords that everybody can guess: the person's own name, and the most common ones. In production nobody can
 * sign in with one. People of the playground cannot sign in at all there, even if the same data was used by a
 * playground before.
 */
export class KnownPasswords {
  constructor(private readonly isProduction: boolean) {}

  /** Whether an account may not be used although its password was right. */
  refuses({ origin, username, displayName }: Account, password: string): boolean {
    if (!this.isProduction) return false;
    return origin === 'playground' || isKnown(password, [username, displayName]);
  }

  /** @throws access/known-password */
  refuseToSet(password: string, username: string, displayName = username): void {
    if (this.isProduction && isKnown(password, [username, displayName])) {
      throw knownPassword(username);
    }
  }
}

function isKnown(password: string, names: readonly string[]): boolean {
  const plain = folded(password);
  return COMMON.has(plain) || names.some((name) => folded(name) === plain);
}

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();
