import type { Account, AccountOrigin } from './accounts/account.js';

export const SECOND_FACTOR_REQUIRED = ['nobody', 'administrators', 'everybody'] as const;
export type SecondFactorRequired = (typeof SECOND_FACTOR_REQUIRED)[number];

/** Whoever signs in at an OpenID provider shows their second factor there, and applications have none. */
const PASSWORD_IS_TYPED_HERE: ReadonlySet<AccountOrigin> = new Set([
  ...(['local', 'directory', 'playground'] as const),
]);

/** Who may, and who has to, have a second factor. */
export class SecondFactorPolicy {
  constructor(private readonly required: SecondFactorRequired) {}

  isAvailableTo({ origin }: Pick<Account, 'origin'>): boolean {
    return PASSWORD_IS_TYPED_HERE.has(origin);
  }

  isRequiredOf(account: Pick<Account, 'origin' | 'isAdmin'>): boolean {
    if (!this.isAvailableTo(account) || this.required === 'nobody') return false;
    return this.required === 'everybody' || account.isAdmin;
  }
}
