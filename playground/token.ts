import { createHmac, timingSafeEqual } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export type Verified =
  | { readonly claims: Claims; readonly failure?: undefined }
  | { readonly claims?: undefined; readonly failure: 'missing' | 'invalid' | 'expired' };

/** The real server tolerates this difference between the clocks. */
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

/** Verifies as the real server does: any HMAC algorithm, 60 s leeway, a future `iat` is accepted. */
export function verifyToken(token: unknown, secret: string, now: number): Verified {
  if (typeof token !== 'string' || token === '') return { failure: 'missing' };
  const claims = authenticClaims(token, secret);
  if (!claims) return { failure: 'invalid' };
  const { nbf, exp } = claims;
  const seconds = now / 1000;
  if (typeof nbf === 'number' && nbf > seconds + TOLERANCE_S) return { failure: 'invalid' };
  if (typeof exp === 'number' && exp <= seconds - TOLERANCE_S) return { failure: 'expired' };
  return { claims };
}

function authenticClaims(token: string, secret: string): Claims | undefined {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  const hash = algorithms[text(decoded(head)?.alg)];
  if (!hash || more.length > 0) return undefined;
  const expected = createHmac(hash, secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  const authentic = given.length === expected.length && timingSafeEqual(given, expected);
  return authentic ? decoded(body) : undefined;
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

/** The claims of a verified token, which can be at the top level, in `payload` or in `query`. */
export function mergedClaims(claims: Claims): Record<string, unknown> {
  const { payload, query, ...flat } = claims;
  return { ...flat, ...(isRecord(payload) ? payload : {}), ...(isRecord(query) ? query : {}) };
}

/** The value if it is a string, otherwise an empty string. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
