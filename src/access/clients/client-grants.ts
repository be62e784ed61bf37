import { invalidOrigin, noSuchGroup } from '../access.errors.js';
import type { GroupRepository } from '../groups/group.repository.js';
import { checkedKeys, type GivenKeys } from './client-keys.js';
import { isAllowedOrigin, type Client } from './client.js';
import type { ClientChanges, ClientRepository } from './client.repository.js';
import type { KeySets } from './key-sets.js';
import { checkTrustedIssuer } from './trusted-issuer.js';

/** What an administrator says of an application. What is undefined stays as it is; at first, it is nothing. */
export interface GivenGrants extends GivenKeys {
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly allowedGroups?: readonly string[] | undefined;
  readonly trustedIssuer?: Client['trustedIssuer'] | undefined;
}

/** Checks what is given, before any of it is stored. */
export class ClientGrants {
  constructor(
    private readonly clients: ClientRepository,
    private readonly groups: GroupRepository,
    private readonly keySets: KeySets,
  ) {}

  /**
   * `id` of the application; empty for a new one.
   * @throws access/invalid-origin, access/no-such-group, and as `checkedKeys` and `checkTrustedIssuer`
   */
  async checked(id: string, given: GivenGrants): Promise<ClientChanges> {
    const { allowedOrigins, allowedGroups, trustedIssuer, ...keys } = given;
    const { clients, keySets } = this;
    if (trustedIssuer) await checkTrustedIssuer(trustedIssuer, id, { clients, keySets });
    return {
      ...(allowedOrigins !== undefined && { allowedOrigins: checkedOrigins(allowedOrigins) }),
      ...(allowedGroups !== undefined && {
        allowedGroups: await this.#knownGroups(allowedGroups),
      }),
      ...(trustedIssuer !== undefined && { trustedIssuer }),
      ...(await checkedKeys(keys, keySets)),
    };
  }

  async #knownGroups(given: readonly string[]): Promise<readonly string[]> {
    const ids = [...new Set(given)];
    if (ids.length === 0) return ids;
    const known = new Set((await this.groups.withIds(ids)).map((group) => group.id));
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) throw noSuchGroup(unknown);
    return ids;
  }
}

function checkedOrigins(origins: readonly string[]): readonly string[] {
  const invalid = origins.find((origin) => !isAllowedOrigin(origin));
  if (invalid !== undefined) throw invalidOrigin(invalid);
  return [...new Set(origins)];
}
