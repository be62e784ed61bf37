import type { Account } from '../accounts/account.js';

/** Where a token is good: in the Authorization header of programs, or in the cookie of browsers. Never both. */
export type TokenPurpose = 'bearer' | 'cookie';

/** A working day, so that nobody is asked twice a day. */
export const TOKEN_LIFETIME_SECONDS = 8 * 60 * 60;

/** What a genuine, unexpired token of the asked purpose says; whether the account still allows it is another matter. */
export interface TokenClaims {
  readonly username: string;
  readonly generation: number;
  readonly signInId: string;
}

export abstract class Tokens {
  abstract issue(purpose: TokenPurpose, account: Account, signInId: string): Promise<string>;

  /** Undefined for anything but a genuine, unexpired token of that purpose. */
  abstract read(purpose: TokenPurpose, token: string): Promise<TokenClaims | undefined>;
}
