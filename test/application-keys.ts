import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, SignJWT, UnsecuredJWT, type JWK } from 'jose';

export type Claims = Readonly<Record<string, unknown>>;

/** The keys of an application, at an address of its own, and what it signs with them. */
export class ApplicationKeys {
  /** How often the set was fetched. */
  fetches = 0;
  /** Takes the place of the set, for faults. */
  answer: RequestListener | undefined;
  #key = newKey();
  #server: Server | undefined;

  static async start(): Promise<ApplicationKeys> {
    const keys = new ApplicationKeys();
    keys.#server = createServer((request, response) => {
      keys.fetches += 1;
      if (keys.answer !== undefined) keys.answer(request, response);
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(keys.set));
    }).listen(0, '127.0.0.1');
    await once(keys.#server, 'listening');
    return keys;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}/jwks`;
  }

  get set(): { readonly keys: readonly JWK[] } {
    return { keys: [publicPart(this.#key)] };
  }

  /** What nobody may hand over. */
  get privateSet(): { readonly keys: readonly JWK[] } {
    return { keys: [this.#key] };
  }

  /** The old key is gone from the set at once. */
  rotate(): void {
    this.#key = newKey();
  }

  async sign(claims: Claims, { foreignKey = false, kid = this.#key.kid! } = {}): Promise<string> {
    const key = await importJWK(foreignKey ? newKey() : this.#key, 'RS256');
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
  }

  /** Signed with the public key as if it were a secret: whoever lets the token choose the algorithm believes it. */
  signedWithPublicKey(claims: Claims): Promise<string> {
    const secret = new TextEncoder().encode(JSON.stringify(publicPart(this.#key)));
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: this.#key.kid! })
      .sign(secret);
  }

  unsigned(claims: Claims): string {
    return new UnsecuredJWT(claims).encode();
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((closed) => this.#server?.close(closed) ?? closed(undefined));
  }
}

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a client says of itself to the token endpoint (RFC 7523 §3). */
export function clientClaims(clientId: string, audience: string, more: Claims = {}): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    ...{ iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + 60 },
    jti: randomUUID(),
    ...more,
  };
}

function newKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), kid: randomUUID(), use: 'sig' };
}

const publicPart = ({ kty, n, e, kid, use }: JWK): JWK => ({ kty, n, e, kid, use }) as JWK;
