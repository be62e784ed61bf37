import {
  createRemoteJWKSet,
  customFetch as customKeysFetch,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyOptions,
} from 'jose';
import * as client from 'openid-client';
import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { SIGNATURE_ALGORITHMS } from '../signature-algorithms.js';
import {
  IdentityProviderClient,
  type Attempt,
  type Evidence,
  type GrantTokens,
  type LogoutClaims,
  type Recheck,
} from './identity-provider.js';
import { boundedFetch } from './bounded-fetch.http.js';
import { errorOf, isRefusalOfGrant, isRefusalOfToken } from './identity-provider-faults.js';
import type { Claims } from '../claims/claimed-person.js';
import type { OpenIdProvider } from './openid-provider.js';
import { identityNotProved, identityProviderUnavailable, logoutRefused } from './openid.errors.js';

const DEADLINE_SECONDS = 8;
/** The two clocks may differ by this; more is a fault that the connection's test names. */
export const CLOCK_TOLERANCE_SECONDS = 120;
/** A provider moves its endpoints rarely. When it does not answer, what it said before counts on. */
const DISCOVERED_MS = 60 * 60_000;
/** An unknown key is looked for at once, but not at each forged token. */
const KEYS_COOLDOWN_MS = 3_000;
const KEYS_MS = 10 * 60_000;
/** A provider that names no life of its access tokens (RFC 6749 only recommends it). */
const DEFAULT_ACCESS_SECONDS = 300;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** OpenID Connect Back-Channel Logout 1.0 recommends two minutes; clocks may differ. */
const MAX_LOGOUT_AGE_SECONDS = 180;

interface Discovered {
  readonly config: client.Configuration;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
  readonly atMs: number;
}

export class HttpIdentityProviderClient extends IdentityProviderClient {
  readonly #discovered = new Map<string, { readonly of: string; readonly found: Discovered }>();
  readonly #asking = new Map<string, Promise<Discovered>>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async authorizationUrl(
    provider: OpenIdProvider,
    callback: string,
    { state, nonce, verifier }: Attempt,
  ): Promise<URL> {
    const { config } = await this.#at(provider);
    return client.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: provider.scopes.join(' '),
      ...{ state, nonce },
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  async exchange(provider: OpenIdProvider, answer: URL, attempt: Attempt): Promise<Evidence> {
    const discovered = await this.#at(provider);
    return this.#explained(provider, async () => {
      const answered = await client.authorizationCodeGrant(discovered.config, answer, {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      });
      const idToken = await verifiedIdToken(provider, discovered, answered);
      if (idToken === undefined) throw identityNotProved(provider.name, 'no ID token');
      const subject = idToken.sub!;
      const userInfo = await userInfoOf(discovered, answered.access_token, subject);
      const tokens = this.#tokensOf(answered, needsIdToken(provider, idToken, userInfo));
      const session = typeof idToken.sid === 'string' ? idToken.sid : undefined;
      const claims = { ...idToken, ...userInfo };
      return { subject, claims, isComplete: true, session, tokens };
    });
  }

  async recheck(provider: OpenIdProvider, subject: string, tokens: GrantTokens): Promise<Recheck> {
    if (tokens.refresh === undefined && tokens.accessEndsAtMs <= this.clock.nowMs())
      return 'unasked';
    const discovered = await this.#at(provider);
    return this.#explained(provider, async () => {
      try {
        return tokens.refresh === undefined
          ? await this.#askUserInfo(discovered, subject, tokens)
          : await this.#refresh(provider, discovered, subject, tokens);
      } catch (error) {
        if (isRefusalOfGrant(error) || isRefusalOfToken(error)) return 'gone';
        throw error;
      }
    });
  }

  async verifyLogout(provider: OpenIdProvider, token: string): Promise<LogoutClaims> {
    const discovered = await this.#at(provider);
    try {
      const claims = await verified(provider, discovered, token, {
        maxTokenAge: MAX_LOGOUT_AGE_SECONDS,
        requiredClaims: ['iat', 'jti', 'events'],
      });
      return logoutClaimsOf(claims);
    } catch (error) {
      if (isAppError(error)) throw error;
      const explained = errorOf(provider.name, error);
      if (explained.code === 'access/identity-provider-unavailable') throw explained;
      throw logoutRefused(String(explained.data.reason));
    }
  }

  async #askUserInfo(
    discovered: Discovered,
    subject: string,
    tokens: GrantTokens,
  ): Promise<Recheck> {
    const claims = await userInfoOf(discovered, tokens.access, subject);
    // No userinfo endpoint: there is nobody to ask.
    if (claims === undefined) return 'unasked';
    return { subject, claims, isComplete: !tokens.needsIdToken, session: undefined, tokens };
  }

  async #refresh(
    provider: OpenIdProvider,
    discovered: Discovered,
    subject: string,
    before: GrantTokens,
  ): Promise<Recheck> {
    const answered = await client.refreshTokenGrant(discovered.config, before.refresh!);
    const fresh = this.#tokensOf(answered, before.needsIdToken);
    const tokens = { ...fresh, refresh: fresh.refresh ?? before.refresh };
    // The token before may be used up by now: whatever fails from here on, the new one is kept.
    const bare = { subject, claims: {}, isComplete: false, session: undefined, tokens };
    try {
      const idToken = await verifiedIdToken(provider, discovered, answered);
      if (idToken !== undefined && idToken.sub !== subject)
        throw identityNotProved(provider.name, 'claim sub');
      const userInfo = await userInfoOf(discovered, answered.access_token, subject);
      const isComplete = idToken !== undefined || !before.needsIdToken;
      return { ...bare, claims: { ...idToken, ...userInfo }, isComplete };
    } catch (error) {
      if (isRefusalOfToken(error)) return 'gone';
      return bare;
    }
  }

  #tokensOf(answered: client.TokenEndpointResponse, isNeeded: boolean): GrantTokens {
    const seconds = answered.expires_in ?? DEFAULT_ACCESS_SECONDS;
    return {
      refresh: answered.refresh_token,
      access: answered.access_token,
      accessEndsAtMs: this.clock.nowMs() + seconds * 1000,
      needsIdToken: isNeeded,
    };
  }

  /** One question at a time for each provider. */
  async #at(provider: OpenIdProvider): Promise<Discovered> {
    const { name, issuer, clientId, clientSecret } = provider;
    const of = JSON.stringify([issuer, clientId, clientSecret.reveal()]);
    const known = this.#discovered.get(name);
    const found = known?.of === of ? known.found : undefined;
    if (found !== undefined && this.clock.monotonicMs() - found.atMs < DISCOVERED_MS) return found;
    const asking = this.#asking.get(of) ?? this.#discover(provider);
    this.#asking.set(of, asking);
    try {
      const fresh = await asking;
      this.#discovered.set(name, { of, found: fresh });
      return fresh;
    } catch (error) {
      if (found === undefined) throw errorOf(name, error);
      return found;
    } finally {
      this.#asking.delete(of);
    }
  }

  async #discover({ name, issuer, clientId, clientSecret }: OpenIdProvider): Promise<Discovered> {
    const url = new URL(issuer);
    const isPlain = url.protocol === 'http:';
    const found = await client.discovery(url, clientId, {}, undefined, {
      timeout: DEADLINE_SECONDS,
      execute: isPlain ? [client.allowInsecureRequests] : [],
      [client.customFetch]: boundedFetch,
    });
    const server = found.serverMetadata();
    if (server.jwks_uri === undefined) throw identityProviderUnavailable(name, 'no jwks_uri');
    const config = new client.Configuration(
      server,
      clientId,
      { [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      authenticationBy(server.token_endpoint_auth_methods_supported, clientSecret.reveal()),
    );
    config.timeout = DEADLINE_SECONDS;
    config[client.customFetch] = boundedFetch;
    if (isPlain) client.allowInsecureRequests(config);
    const keys = createRemoteJWKSet(new URL(server.jwks_uri), {
      timeoutDuration: DEADLINE_SECONDS * 1000,
      cooldownDuration: KEYS_COOLDOWN_MS,
      cacheMaxAge: KEYS_MS,
      [customKeysFetch]: boundedFetch,
    });
    return { config, keys, atMs: this.clock.monotonicMs() };
  }

  async #explained<T>({ name }: OpenIdProvider, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw errorOf(name, error);
    }
  }
}

/** Basic unless the provider takes the secret in the body only; a provider that says nothing takes basic. */
const authenticationBy = (methods: readonly string[] | undefined, secret: string) =>
  methods !== undefined && !methods.includes('client_secret_basic')
    ? client.ClientSecretPost(secret)
    : client.ClientSecretBasic(secret);

/** `openid-client` has checked the claims; the signature is checked here, with keys that follow a rotation at once. */
async function verifiedIdToken(
  provider: OpenIdProvider,
  discovered: Discovered,
  answered: client.TokenEndpointResponse,
): Promise<JWTPayload | undefined> {
  const { id_token: token } = answered;
  return token === undefined
    ? undefined
    : verified(provider, discovered, token, { requiredClaims: ['sub', 'exp'] });
}

async function verified(
  { clientId }: OpenIdProvider,
  { config, keys }: Discovered,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, {
    issuer: config.serverMetadata().issuer,
    audience: clientId,
    algorithms: [...SIGNATURE_ALGORITHMS],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    ...options,
  });
  return payload;
}

/** Undefined for a provider without such an endpoint. Refuses an answer about somebody else. */
async function userInfoOf(
  { config }: Discovered,
  accessToken: string,
  subject: string,
): Promise<Claims | undefined> {
  if (config.serverMetadata().userinfo_endpoint === undefined) return undefined;
  return client.fetchUserInfo(config, accessToken, subject);
}

function needsIdToken({ claims }: OpenIdProvider, idToken: Claims, userInfo: Claims = {}): boolean {
  return [claims.groups, claims.admin?.claim].some(
    (name) => name !== undefined && idToken[name] !== undefined && userInfo[name] === undefined,
  );
}

function logoutClaimsOf(claims: JWTPayload): LogoutClaims {
  const { events, sub, sid, jti, nonce } = claims;
  const event = (events as Record<string, unknown> | null)?.[LOGOUT_EVENT];
  if (typeof event !== 'object' || event === null) throw logoutRefused('claim events');
  // An ID token must never pass for a logout token.
  if (nonce !== undefined) throw logoutRefused('claim nonce');
  const session = typeof sid === 'string' ? sid : undefined;
  if (sub === undefined && session === undefined) throw logoutRefused('neither sub nor sid');
  return { subject: sub, session, tokenId: String(jti) };
}
