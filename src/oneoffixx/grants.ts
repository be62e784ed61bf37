import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock/clock.js';
import type { Secret } from '../platform/config/secret.js';
import { isAppError } from '../platform/errors/app-error.js';
import { GRANT_REFUSED, noSid, sidLookupFailed } from './oneoffixx.errors.js';
import type { Grant, TemplateBackend } from './template-backend.js';

/** How this server authenticates itself to the template backend. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly presharedKey: Secret;
}

export interface CredentialsSource {
  /**
   * Reads and validates them at each call, so that administrators can change them while the service runs.
   * Not found, unreadable and incomplete are different errors.
   */
  read(): Promise<Credentials>;
}

/** Looks up SIDs in the directory. The application provides it; without it only ONEOFFIXX_FAKE_SID works. */
export abstract class PersonSid {
  /** Undefined when the directory has no SID for the person. Rejects when the directory cannot be reached. */
  abstract sidOf(accountId: string): Promise<string | undefined>;
}

const GRANT_TYPE = 'urn:oneoffixx:oauth2:impersonate';

export interface GrantRequest {
  readonly credentials: Credentials;
  /** SID of the person whom the request impersonates. */
  readonly sid: string;
  readonly scope: string;
  readonly doubleEncodeBug: boolean;
  readonly nowMs: number;
}

/** The form that asks for a grant. It holds secrets. */
export function grantForm(request: GrantRequest): string {
  const { credentials, sid, scope, doubleEncodeBug } = request;
  const timestamp = String(Math.floor(request.nowMs / 1000));
  return new URLSearchParams({
    grant_type: doubleEncodeBug ? encodeURIComponent(GRANT_TYPE) : GRANT_TYPE,
    scope,
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret.reveal(),
    impersonateAs: sid,
    timestamp,
    hash: signature(sid, timestamp, credentials.presharedKey.reveal()),
  }).toString();
}

/** SHA-256 of the three values joined by plus signs; the backend compares upper-case hex digits. */
export const signature = (sid: string, timestamp: string, presharedKey: string): string =>
  createHash('sha256').update(`${sid}+${timestamp}+${presharedKey}`).digest('hex').toUpperCase();

interface GrantSettings {
  /** The person to be in the place of everybody; empty: nobody. */
  readonly fakeSid: string;
  readonly scope: string;
  readonly doubleEncodeBug: boolean;
}

/**
 * Requests a grant for a person: reads the credentials, looks up the SID, then asks the backend. New credentials that
 * the backend refuses do not replace those that it accepted: an administrator may write the file before the backend
 * knows them.
 */
export class Impersonation {
  #accepted: Credentials | undefined;

  constructor(
    private readonly credentials: CredentialsSource,
    private readonly people: PersonSid | undefined,
    private readonly backend: TemplateBackend,
    private readonly clock: Clock,
    private readonly settings: GrantSettings,
  ) {}

  async grantFor(accountId: string): Promise<Grant> {
    const credentials = await this.credentials.read();
    const { fakeSid } = this.settings;
    const sid = fakeSid === '' ? await this.#sidInDirectory(accountId) : fakeSid;
    const before = this.#accepted;
    try {
      const grant = await this.#grant(sid, credentials);
      this.#accepted = credentials;
      return grant;
    } catch (error) {
      const isRefused = isAppError(error, GRANT_REFUSED);
      if (!isRefused || before === undefined || areSame(before, credentials)) throw error;
      return this.#grant(sid, before).catch(() => {
        throw error;
      });
    }
  }

  #grant(sid: string, credentials: Credentials): Promise<Grant> {
    const { scope, doubleEncodeBug } = this.settings;
    const nowMs = this.clock.nowMs();
    return this.backend.grant(grantForm({ credentials, sid, scope, doubleEncodeBug, nowMs }));
  }

  async #sidInDirectory(accountId: string): Promise<string> {
    try {
      const sid = await this.people?.sidOf(accountId);
      if (sid) return sid;
    } catch (error) {
      throw isAppError(error) ? error : sidLookupFailed(accountId, error);
    }
    throw noSid(accountId);
  }
}

const areSame = (one: Credentials, other: Credentials): boolean =>
  one.clientId === other.clientId &&
  one.clientSecret.reveal() === other.clientSecret.reveal() &&
  one.presharedKey.reveal() === other.presharedKey.reveal();

interface CachedGrant {
  readonly pending: Promise<Grant>;
  /** Undefined until the backend has answered; a pending grant counts as fresh. */
  grant: Grant | undefined;
  freshUntilMs: number;
}

/** A grant is renewed this long before it expires, or at half its lifetime if that is later. */
const MARGIN_SECONDS = 60;
/** Assumed when the backend gives no lifetime. A grant that is rejected is renewed in any case. */
const DEFAULT_LIFETIME_SECONDS = 30 * 60;
/** About 20 MB when full. */
const MAX_GRANTS = 10_000;

/**
 * Caches one grant per person; concurrent callers share one request. Failures are not cached. A person's grant is
 * never returned for another person.
 */
export class Grants {
  readonly #grants = new Map<string, CachedGrant>();

  constructor(
    private readonly request: (accountId: string) => Promise<Grant>,
    private readonly clock: Clock,
    private readonly maxGrants = MAX_GRANTS,
  ) {}

  grantOf(accountId: string): Promise<Grant> {
    const cached = this.#grants.get(accountId);
    if (cached && cached.freshUntilMs > this.clock.nowMs()) return cached.pending;
    return this.#renew(accountId);
  }

  /** Removes the person's grant if it is still this one; another caller may have renewed it already. */
  drop(accountId: string, grant: Grant): void {
    if (this.#grants.get(accountId)?.grant === grant) this.#grants.delete(accountId);
  }

  #renew(accountId: string): Promise<Grant> {
    const requestedAtMs = this.clock.nowMs();
    const cached: CachedGrant = {
      pending: this.request(accountId),
      grant: undefined,
      freshUntilMs: Infinity,
    };
    this.#grants.delete(accountId);
    this.#grants.set(accountId, cached);
    this.#evict();
    cached.pending.then(
      (grant) => {
        cached.grant = grant;
        cached.freshUntilMs = requestedAtMs + lifetimeMs(grant);
      },
      () => {
        if (this.#grants.get(accountId) === cached) this.#grants.delete(accountId);
      },
    );
    return cached.pending;
  }

  /** Evicts the oldest. Pending grants stay: evicting one would cause a second request for the same person. */
  #evict(): void {
    let surplus = this.#grants.size - this.maxGrants;
    for (const [accountId, { grant }] of this.#grants) {
      if (surplus <= 0) return;
      if (grant === undefined) continue;
      this.#grants.delete(accountId);
      surplus -= 1;
    }
  }
}

function lifetimeMs({ expiresInSeconds = DEFAULT_LIFETIME_SECONDS }: Grant): number {
  return 1000 * Math.max(expiresInSeconds - MARGIN_SECONDS, expiresInSeconds / 2);
}
