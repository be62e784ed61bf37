import type { Custody } from '../../platform/identity/person-keys.js';
import type { Identity, Sealing } from './identity.js';

/** People's identities and the ways to open them. `username` is canonical. */
export abstract class IdentityRepository {
  abstract find(username: string): Promise<Identity | undefined>;
  /** With its sealings; false when the person has one already. */
  abstract insert(identity: Identity): Promise<boolean>;
  abstract change(
    username: string,
    values: {
      readonly custody?: Custody | undefined;
      readonly kitCheckedAtMs?: number | undefined;
    },
  ): Promise<void>;
  abstract addSealing(username: string, sealing: Sealing): Promise<void>;
  /** False when the person has no such sealing. */
  abstract replaceSealing(
    username: string,
    sealingId: string,
    values: { readonly sealed: string; readonly label?: string | undefined },
  ): Promise<boolean>;
  abstract removeSealing(username: string, sealingId: string): Promise<boolean>;
  abstract recipientsOf(usernames: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
