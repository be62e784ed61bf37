import type { Custody } from '../../platform/identity/people.js';
import type { Identity, KeyWrap } from './identity.js';

/** People's identities and the ways to open them. `accountId`: see `Actor.id`. */
export abstract class IdentityRepository {
  abstract find(accountId: string): Promise<Identity | undefined>;
  /** With its key wraps. False when the person has one already. */
  abstract insert(identity: Identity): Promise<boolean>;
  abstract change(
    accountId: string,
    values: {
      readonly custody?: Custody | undefined;
      readonly kitCheckedAtMs?: number | undefined;
    },
  ): Promise<void>;
  abstract addKeyWrap(accountId: string, keyWrap: KeyWrap): Promise<void>;
  /** False when the person has no such key wrap. */
  abstract replaceKeyWrap(
    accountId: string,
    keyWrapId: string,
    values: { readonly sealed: string; readonly label?: string | undefined },
  ): Promise<boolean>;
  abstract removeKeyWrap(accountId: string, keyWrapId: string): Promise<boolean>;
  abstract recipientsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
