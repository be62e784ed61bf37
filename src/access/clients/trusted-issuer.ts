import { issuerOfAnother } from '../access.errors.js';
import type { Client, TrustedIssuer } from './client.js';
import { checkKeysAddress } from './client-keys.js';
import type { ClientRepository } from './client.repository.js';
import type { KeySets } from './key-sets.js';

/** As most providers name them. */
export const USUAL_CLAIMS: TrustedIssuer['claims'] = {
  username: 'preferred_username',
  displayName: 'name',
  mail: 'email',
};

/**
 * Two applications may have the same issuer, and then the same people, only with the same keys: nobody speaks for
 * the people of another application by naming its issuer beside keys of their own.
 * @throws access/invalid-keys-address, access/private-keys-address, access/issuer-of-another
 */
export async function checkTrustedIssuer(
  { issuer, jwksUri }: TrustedIssuer,
  clientId: string,
  { clients, keySets }: { readonly clients: ClientRepository; readonly keySets: KeySets },
): Promise<void> {
  await checkKeysAddress(jwksUri, 'trusted_issuer.jwks_uri', keySets);
  const isOther = ({ id, trustedIssuer: its }: Client): boolean =>
    id !== clientId && its?.issuer === issuer && its.jwksUri !== jwksUri;
  const other = (await clients.withIssuers()).find(isOther);
  if (other !== undefined) throw issuerOfAnother(issuer, other.name);
}
