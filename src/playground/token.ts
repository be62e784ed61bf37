import { createHmac, timingSafeEqual } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export type Verified =
  | { readonly claims: Claims; readonly failure?: undefined }
  | { readonly claims?: undefined; readonly failure: 'missing' | 'invalid' | 'expired' };

/** The real server forgives clocks this far apart. */
const TOLERANCE_S = 60;

const algorithms: Readonly<Record<string, string>> = {
  HS256: 'sha256',
  HS384: 'sha384',
  HS512: 'sha512',
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function signToken(claims: object, secret: string): string {
  const head = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
}

/** As the real server verifies: any HMAC algorithm, 60 s leeway, a future `iat` does not matter. */
export function verifyToken(token: unknown, secret: string, now: number): Verified {
  if (typeof token !== 'string' || token === '') return { failure: 'missing' };
  const [head, body, signature, more] = token.split('.');
  if (!head || !body || !signature || more !== undefined) return { failure: 'invalid' };
  const claims = decoded(body);
  const hash = algorithms[String(decoded(head)?.alg)];
  if (!claims || !hash) return { failure: 'invalid' };
  const expected = createHmac(hash, secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return { failure: 'invalid' };
  const seconds = now / 1000;
  if (typeof claims.nbf === 'number' && claims.nbf > seconds + TOLERANCE_S)
    return { failure: 'invalid' };
  if (typeof claims.exp === 'number' && claims.exp <= seconds - TOLERANCE_S)
    return { failure: 'expired' };
  return { claims };
}

function decoded(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a verified token says, wherever its signer put it: flat, in `payload` or in `query`. */
export function mergedClaims(claims: Claims): Record<string, unknown> {
  const { payload, query, ...flat } = claims;
  return { ...flat, ...(isRecord(payload) ? payload : {}), ...(isRecord(query) ? query : {}) };
}
