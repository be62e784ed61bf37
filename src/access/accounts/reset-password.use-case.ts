import { createHash } from 'node:crypto';
import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import { UrlSecret } from '../../platform/crypto/url-secret.js';
import type { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import { passwordElsewhere, passwordTooShort, resetLinkUsed } from '../second-factor.errors.js';
import { isOfThisServer, type Account } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { accountNamed, type NamedAccount } from './named-account.js';
import { LEAST_CHARACTERS, type NewPasswords } from './new-passwords.js';
import type { PasswordResetRepository } from './password-reset.repository.js';

/** From the administrator to the person, over a night and a morning. */
const LINK_MS = 24 * 3_600_000;

export interface ResetLink {
  /** Shown only now: the server keeps a hash of it. */
  readonly url: string;
  readonly expiresAtMs: number;
}

export interface ResetPasswordParts {
  readonly accounts: AccountRepository;
  readonly resets: PasswordResetRepository;
  readonly newPasswords: NewPasswords;
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly publicUrl: string;
}

/** Links with which people without a password set a new one. Each works once and for a day; a new one ends the last. */
export class ResetPassword {
  constructor(private readonly parts: ResetPasswordParts) {}

  /** For administrators; on the command line the actor is null. @throws access/unknown-account, access/password-elsewhere */
  async issueFor(actor: Actor | null, accountId: string): Promise<ResetLink> {
    return this.#issue(actor, await this.parts.accounts.byId(accountId), { id: accountId });
  }

  /** On the command line. */
  async issueForNamed(named: NamedAccount): Promise<ResetLink> {
    return this.#issue(null, await accountNamed(this.parts.accounts, named), named);
  }

  /** Whose password the link sets. @throws access/reset-link-used */
  async accountOf(secret: string): Promise<Account> {
    const { resets, clock, accounts } = this.parts;
    const id = await resets.accountOf(hashOf(secret), clock.nowMs());
    const account = id === undefined ? undefined : await accounts.byId(id);
    if (account === undefined || !isOfThisServer(account) || account.disabled)
      throw resetLinkUsed();
    return account;
  }

  /**
   * Sets the password, ends every sign-in of the person, and the link.
   * @throws access/reset-link-used, access/password-too-short, access/unusable-password, access/known-password
   */
  async execute(secret: string, password: string): Promise<void> {
    const account = await this.accountOf(secret);
    if (password.length < LEAST_CHARACTERS) throw passwordTooShort(LEAST_CHARACTERS);
    await this.parts.newPasswords.set(account, password, {
      by: account.id,
      what: 'password-by-link',
      also: async () => {
        const isFirst = await this.parts.resets.use(hashOf(secret), this.parts.clock.nowMs());
        if (!isFirst) throw resetLinkUsed();
      },
    });
  }

  async #issue(
    actor: Actor | null,
    account: Account | undefined,
    asked: NamedAccount,
  ): Promise<ResetLink> {
    if (account === undefined || account.origin === 'client') throw unknownAccount(asked);
    if (!isOfThisServer(account)) throw passwordElsewhere();
    const secret = UrlSecret.fresh().reveal();
    const expiresAtMs = this.parts.clock.nowMs() + LINK_MS;
    const { id: accountId } = account;
    await this.parts.database.inTransaction(async () => {
      await this.parts.resets.keep({ accountId, hash: hashOf(secret), expiresAtMs });
      await this.parts.audit.record({
        ...{ action: 'account.changed', actor: actor?.id ?? null },
        object: { type: 'account', id: accountId },
        detail: { what: 'password-reset-link' },
      });
    });
    return { url: `${this.parts.publicUrl}/reset-password/${secret}`, expiresAtMs };
  }
}

/** The secret is random, so its hash tells nothing about it. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
