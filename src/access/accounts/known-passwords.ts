import { knownPassword } from '../access.errors.js';
import type { Account } from './account.js';

/** What is tried first everywhere. The names of the playground's people are their passwords. */
const TRIED_FIRST = new Set([
  ...['admin', 'administrator', 'alice', 'bob', 'kontor', 'playground'],
  ...['password', 'passwort', 'changeme'],
]);

/**
 * Passwords that are no secret: somebody's own name, and what is tried first everywhere. In production nobody
 * signs in with one, and the playground's people with none, whatever was started on this data before.
 */
export class KnownPasswords {
  constructor(private readonly production: boolean) {}

  /** Whether an account may not be used by who has just typed its right password. */
  refuses({ origin, username, displayName }: Account, password: string): boolean {
    if (!this.production) return false;
    return origin === 'playground' || isKnown(password, [username, displayName]);
  }

  /** @throws access/known-password */
  refuseToSet(password: string, username: string, displayName = username): void {
    if (this.production && isKnown(password, [username, displayName]))
      throw knownPassword(username);
  }
}

function isKnown(password: string, names: readonly string[]): boolean {
  const plain = folded(password);
  return TRIED_FIRST.has(plain) || names.some((name) => folded(name) === plain);
}

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();
