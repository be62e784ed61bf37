/** What `crypto.subtle` signs with. Its name is global only where the types of browsers are. */
export type SigningKey = Parameters<typeof crypto.subtle.sign>[1];

/** Signs with the application's own key. `key` was made for signing by RSA, an elliptic curve or Ed25519. */
export interface AssertionSigner {
  readonly clientId: string;
  readonly key: SigningKey;
  /** `kid` of the key in the set that Kontor knows. Needed where that has several. */
  readonly keyId?: string | undefined;
}

/** The server takes at most five minutes. */
const SECONDS = 60;

/**
 * What proves an application at the token endpoint without a secret (RFC 7523, section 3). Good for one request.
 * @throws TypeError for a key that cannot sign.
 */
export async function clientAssertion(
  { clientId, key, keyId }: AssertionSigner,
  audience: string,
): Promise<string> {
  const { alg, parameters } = algorithmOf(key);
  const now = Math.floor(Date.now() / 1000);
  const header = { alg, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  const claims = {
    ...{ iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + SECONDS },
    jti: base64Url(crypto.getRandomValues(new Uint8Array(16))),
  };
  const signed = [header, claims].map((part) => base64Url(bytesOf(JSON.stringify(part)))).join('.');
  const signature = await crypto.subtle.sign(parameters, key, bytesOf(signed));
  return `${signed}.${base64Url(new Uint8Array(signature))}`;
}

interface Named {
  readonly name: string;
  readonly hash?: { readonly name: string };
  readonly namedCurve?: string;
}

/** RFC 7518, section 3.1, and RFC 8037. */
function algorithmOf(key: SigningKey): {
  readonly alg: string;
  readonly parameters: AlgorithmIdentifier | RsaPssParams | EcdsaParams;
} {
  const { name, hash, namedCurve } = key.algorithm as Named;
  const bits = hash?.name.slice('SHA-'.length);
  if (name === 'RSASSA-PKCS1-v1_5') return { alg: `RS${bits}`, parameters: { name } };
  if (name === 'RSA-PSS')
    return { alg: `PS${bits}`, parameters: { name, saltLength: Number(bits) / 8 } };
  if (name === 'Ed25519') return { alg: 'EdDSA', parameters: { name } };
  const size = { 'P-256': '256', 'P-384': '384', 'P-521': '512' }[namedCurve ?? ''];
  if (name === 'ECDSA' && size !== undefined)
    return { alg: `ES${size}`, parameters: { name, hash: `SHA-${size}` } };
  throw new TypeError(
    `A key for ${name} cannot sign. Give one of RSA, an elliptic curve or Ed25519.`,
  );
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
