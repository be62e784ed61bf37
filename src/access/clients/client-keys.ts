import { isConfidential } from '../../platform/http/public-address.js';
import {
  invalidKeys,
  invalidKeysAddress,
  keysAddressRefused,
  type KeysAddress,
} from '../access.errors.js';
import type { Client } from './client.js';
import { faultOfKeySet, type KeySets } from './key-sets.js';
import { sentence } from '../../platform/errors/sentence.js';

/** The keys of an application: at most one of the two is not null. */
export type ClientKeys = Pick<Client, 'jwks' | 'jwksUri'>;

/** As an administrator gives them: a new one takes the place of what was there, null removes it. */
export interface GivenKeys {
  readonly jwks?: ClientKeys['jwks'] | undefined;
  readonly jwksUri?: ClientKeys['jwksUri'] | undefined;
}

/**
 * What changes; empty when nothing was given.
 * @throws access/invalid-keys, access/invalid-keys-address, access/private-keys-address
 */
export async function checkedKeys(
  { jwks, jwksUri }: GivenKeys,
  keySets: KeySets,
): Promise<Partial<ClientKeys>> {
  const hasSet = jwks !== undefined && jwks !== null;
  const hasAddress = jwksUri !== undefined && jwksUri !== null;
  if (hasSet && hasAddress) throw invalidKeys(sentence`jwks and jwks_uri are both given`);
  if (hasAddress) {
    await checkKeysAddress(jwksUri, 'jwks_uri', keySets);
    return { jwks: null, jwksUri };
  }
  if (hasSet) {
    const fault = faultOfKeySet(jwks);
    if (fault !== undefined) throw invalidKeys(fault);
    return { jwks, jwksUri: null };
  }
  return { ...(jwks === null && { jwks }), ...(jwksUri === null && { jwksUri }) };
}

/** A host that is not known yet may become known. */
export async function checkKeysAddress(
  address: string,
  member: KeysAddress,
  keySets: KeySets,
): Promise<void> {
  const url = URL.parse(address);
  if (url === null || !isConfidential(url) || `${url.username}${url.password}${url.hash}` !== '')
    throw invalidKeysAddress(address, member);
  const refused = await keySets.refusedAddressOf(address);
  if (refused !== undefined) throw keysAddressRefused(refused, member);
}
