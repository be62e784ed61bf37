import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { importJWK, SignJWT, decodeJwt, decodeProtectedHeader, type JWK } from 'jose';
import OidcProvider, { type OidcContext } from 'oidc-provider';
import { freePorts } from './free-port.js';

/** Somebody whom the provider knows; `sub` is what never changes, and what they type on its sign-in page. */
export interface ProviderPerson {
  readonly sub: string;
  readonly preferred_username: string;
  readonly name: string;
  readonly email: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly onprem_sid?: string;
  readonly locale?: string;
}

/** What a fault makes of an ID token; `alg: 'none'` leaves it unsigned, `key` signs with another key. */
export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: 'none';
  readonly foreignKey?: boolean;
}

export const CLIENT_ID = 'kontor';
export const CLIENT_SECRET = 'only-for-tests-0123456789-abcdefghij';
const CLAIMS = ['name', 'preferred_username', 'locale', 'groups', 'roles', 'onprem_sid'];

/** A real identity provider: `oidc-provider`, certified for conformance, on a loopback port, with faults by its hooks. */
export class IdentityProvider {
  /** By their subject. */
  readonly people = new Map<string, ProviderPerson>();
  /** Applied to each ID token of the token endpoint. */
  forge: Forgery | undefined;
  /** Answers of the token endpoint that a fault replaces: `userinfo` for that endpoint. */
  userInfo: Readonly<Record<string, unknown>> | undefined;
  /** Whether the token endpoint gives refresh tokens. */
  givesRefreshTokens = true;
  #server: Server | undefined;
  #key = newKey();
  #handle: RequestListener = () => undefined;

  private constructor(
    readonly port: number,
    private readonly kontorUrl: string,
    private readonly name: string,
  ) {}

  /** `kontorUrl` is where people come back to; `name` is the provider's in Kontor. */
  static async start(kontorUrl: string, name = 'test'): Promise<IdentityProvider> {
    const provider = new IdentityProvider(await freePorts(), kontorUrl, name);
    provider.#renew();
    await provider.up();
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As it stands in the file OIDC_PROVIDERS. */
  entry(more: object = {}): object {
    return {
      name: this.name,
      label: 'Test Office',
      issuer: this.issuer,
      client_id: CLIENT_ID,
      claims: {
        groups: 'groups',
        sid: 'onprem_sid',
        admin: { claim: 'roles', value: 'kontor-admin' },
      },
      ...more,
    };
  }

  add(person: ProviderPerson): void {
    this.people.set(person.sub, person);
  }

  change(sub: string, changes: Partial<ProviderPerson>): void {
    this.people.set(sub, { ...this.people.get(sub)!, ...changes });
  }

  /** New keys, as a provider changes them from time to time; sessions and tokens stay. */
  rotateKeys(): void {
    this.#key = newKey();
    this.#renew();
  }

  /** Stops answering. */
  async down(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed) ?? closed(undefined));
  }

  async up(): Promise<void> {
    this.#server = createServer((request, response) => this.#handle(request, response));
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** A logout token signed by this provider. */
  logoutToken(
    claims: Readonly<Record<string, unknown>>,
    { foreignKey = false }: { foreignKey?: boolean } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return this.sign(
      {
        iss: this.issuer,
        aud: CLIENT_ID,
        iat: now,
        exp: now + 120,
        jti: crypto.randomUUID(),
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
        ...claims,
      },
      { foreignKey, typ: 'logout+jwt' },
    );
  }

  async sign(
    claims: Readonly<Record<string, unknown>>,
    { foreignKey = false, typ }: { foreignKey?: boolean; typ?: string } = {},
  ): Promise<string> {
    const jwk = foreignKey ? { ...newKey(), kid: this.#key.kid! } : this.#key;
    const header = { alg: 'RS256', kid: jwk.kid!, ...(typ !== undefined && { typ }) };
    return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, 'RS256'));
  }

  #renew(): void {
    const provider = quietly(() => new OidcProvider(this.issuer, this.#configuration()));
    provider.on('server_error', (...args) => console.error(args[1]));
    provider.use((ctx, next) => this.#intervene(ctx, next));
    this.#handle = provider.callback();
  }

  async #intervene(ctx: OidcContext, next: () => Promise<void>): Promise<void> {
    await next();
    const route = ctx.oidc?.route;
    if (route === 'userinfo' && this.userInfo !== undefined)
      ctx.body = { ...(ctx.body as object), ...this.userInfo };
    const body = ctx.body as { id_token?: string } | undefined;
    if (route !== 'token' || this.forge === undefined || body?.id_token === undefined) return;
    ctx.body = { ...body, id_token: await this.#forged(body.id_token, this.forge) };
  }

  #forged(token: string, { claims, alg, foreignKey = false }: Forgery): Promise<string> | string {
    const all = { ...decodeJwt(token), ...claims };
    if (alg === undefined) return this.sign(all, { foreignKey });
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ ...decodeProtectedHeader(token), alg })}.${part(all)}.`;
  }

  #configuration(): object {
    return {
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: [`${this.kontorUrl}/login/oidc/${this.name}/callback`],
          grant_types: ['authorization_code', 'refresh_token'],
          backchannel_logout_uri: `${this.kontorUrl}/login/oidc/${this.name}/back-channel-logout`,
          backchannel_logout_session_required: true,
        },
      ],
      jwks: { keys: [this.#key] },
      cookies: { keys: ['only-for-tests'] },
      claims: { openid: ['sub'], profile: CLAIMS, email: ['email', 'email_verified'] },
      features: {
        devInteractions: { enabled: true },
        backchannelLogout: { enabled: true },
        rpInitiatedLogout: { enabled: true },
      },
      issueRefreshToken: async () => this.givesRefreshTokens,
      // It refuses to call loopback addresses unless it is given the means.
      fetch: (url: string, options: RequestInit & { dispatcher?: unknown }) => {
        const { dispatcher: _, ...rest } = options;
        return fetch(url, rest);
      },
      findAccount: async (_: unknown, sub: string) =>
        this.people.has(sub)
          ? { accountId: sub, claims: async () => this.people.get(sub) }
          : undefined,
      loadExistingGrant: async (ctx: never) => consented(ctx),
      renderError: (ctx: { body: unknown }, { error }: { error: string }) => {
        ctx.body = `error: ${error}`;
      },
      ttl: {
        RefreshToken: 3600,
        AccessToken: 3600,
        IdToken: 3600,
        Session: 3600,
        Interaction: 600,
        Grant: 3600,
      },
    };
  }
}

/** Nobody is asked whether Kontor may know their name. */
async function consented(ctx: {
  oidc: {
    provider: OidcProvider;
    client: { clientId: string };
    session: { accountId: string };
    params: { scope: string };
  };
}) {
  const { provider, client, session, params } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}

/** It warns of what only a test does: memory, and sign-in pages of its own. */
function quietly<T>(work: () => T): T {
  const { warn, info } = console;
  console.warn = console.info = () => undefined;
  try {
    return work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

function newKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' }) as JWK;
  return { ...jwk, kid: crypto.randomUUID(), use: 'sig', alg: 'RS256' };
}
