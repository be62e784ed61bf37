import { createHash, randomBytes } from 'node:crypto';
import { favoritesOf, groupsOf, guidOf } from './oneoffixx-templates.js';

export interface OneoffixxCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly presharedKey: string;
}

export interface OneoffixxAnswersOptions {
  readonly credentials: OneoffixxCredentials;
  readonly api?: '2019' | '2021';
  readonly scope?: string;
  /** Accepts the grant type only when it is encoded twice, as backends before 3.3.10320 do. */
  readonly doubleEncodeBug?: boolean;
  /** Lifetime of a grant, and whether the answer states it. */
  readonly grantSeconds?: number;
  readonly saysExpiry?: boolean;
  readonly allowedSkewSeconds?: number;
  readonly withoutFavorites?: (sid: string) => boolean;
  readonly knowsSid?: (sid: string) => boolean;
  /** Where the newer generation reads the organisation. */
  readonly organizationIn?: 'query' | 'body' | 'either';
  readonly nowMs?: () => number;
}

/** The parts of a request that the rules need. */
export interface OneoffixxRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly bearer: string | undefined;
}

export interface OneoffixxReply {
  readonly status: number;
  readonly json: unknown;
  /** SID of the person the answer is for, once that is known. */
  readonly sid: string | null;
}

const GRANT_TYPE = 'urn:oneoffixx:oauth2:impersonate';
const LIBRARY = guidOf('library of the canton');
const ORGANIZATION = guidOf('organisation of the canton');

interface Issued {
  readonly sid: string;
  readonly untilMs: number;
}

/** The rules of both generations of the Oneoffixx backend: who gets a grant, and which lists it gives access to. */
export class OneoffixxAnswers {
  readonly #issued = new Map<string, Issued>();
  readonly #options: OneoffixxAnswersOptions;
  #credentials: OneoffixxCredentials;

  constructor(options: OneoffixxAnswersOptions) {
    this.#options = options;
    this.#credentials = options.credentials;
  }

  /** Only these are accepted from now on; earlier grants stay valid. */
  changeCredentials(credentials: OneoffixxCredentials): void {
    this.#credentials = credentials;
  }

  /** Makes one grant expire. */
  expire(token: string): void {
    this.#issued.delete(token);
  }

  expireAll(): void {
    this.#issued.clear();
  }

  grant({ form }: OneoffixxRequest): OneoffixxReply {
    const sid = form.get('impersonateAs') ?? '';
    const fault = this.#faultOf(form, sid);
    if (fault !== undefined) return { status: 400, json: { error: fault }, sid };
    const token = randomBytes(24).toString('base64url');
    const seconds = this.#options.grantSeconds ?? 3600;
    this.#issued.set(token, { sid, untilMs: this.#nowMs() + seconds * 1000 });
    const expiry = this.#options.saysExpiry === false ? {} : { expires_in: seconds };
    return { status: 200, json: { access_token: token, token_type: 'Bearer', ...expiry }, sid };
  }

  /** `path` is relative to the web service. */
  answer(request: OneoffixxRequest): OneoffixxReply {
    const issued = this.#issued.get(request.bearer ?? '');
    if (issued === undefined || issued.untilMs <= this.#nowMs())
      return { status: 401, json: { message: 'Unauthorized' }, sid: issued?.sid ?? null };
    return { ...this.#listFor(issued.sid, request), sid: issued.sid };
  }

  #listFor(sid: string, request: OneoffixxRequest): Omit<OneoffixxReply, 'sid'> {
    const older = this.#isOlder();
    if (request.path === '/TenantInfo') return { status: 200, json: older ? TENANTS : TENANT };
    if (!older && request.path === `/${LIBRARY}/OrganizationUnits`)
      return { status: 200, json: [{ id: ORGANIZATION, name: 'Staatskanzlei' }] };
    const list = listBelow(request.path);
    if (list === undefined) return { status: 404, json: { message: 'Not found' } };
    if (!older && !this.#namesOrganization(request))
      return { status: 400, json: { message: 'orgId is required' } };
    if (list === 'TemplateGroups') return { status: 200, json: groupsOf(sid, older) };
    const favorites = this.#options.withoutFavorites?.(sid) ? [] : favoritesOf(sid, older);
    return { status: 200, json: older ? asGroup(favorites) : favorites };
  }

  #namesOrganization({ query, form }: OneoffixxRequest): boolean {
    const inQuery = query.get('orgId') === ORGANIZATION;
    const inBody = form.get('orgId') === ORGANIZATION;
    const place = this.#options.organizationIn ?? 'either';
    if (place === 'either') return inQuery || inBody;
    return place === 'query' ? inQuery : inBody;
  }

  /** The backend's error code, or undefined when the request is valid. */
  #faultOf(form: URLSearchParams, sid: string): string | undefined {
    const { clientId, clientSecret, presharedKey } = this.#credentials;
    const wanted = this.#options.doubleEncodeBug ? encodeURIComponent(GRANT_TYPE) : GRANT_TYPE;
    if (form.get('grant_type') !== wanted) return 'unsupported_grant_type';
    if (form.get('scope') !== (this.#options.scope ?? 'oo_V1WebApi')) return 'invalid_scope';
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return 'invalid_client';
    const timestamp = form.get('timestamp') ?? '';
    if (form.get('hash') !== signatureOf(sid, timestamp, presharedKey)) return 'invalid_grant';
    const skewSeconds = Math.abs(Number(timestamp) - this.#nowMs() / 1000);
    const isNow = skewSeconds <= (this.#options.allowedSkewSeconds ?? 300);
    const known = sid !== '' && (this.#options.knowsSid?.(sid) ?? true);
    return isNow && known ? undefined : 'invalid_grant';
  }

  #isOlder(): boolean {
    return (this.#options.api ?? '2019') === '2019';
  }

  #nowMs(): number {
    return (this.#options.nowMs ?? Date.now)();
  }
}

const TENANTS = [{ id: 1, name: 'Kanton', datasources: [{ id: LIBRARY, name: 'Vorlagen' }] }];
const TENANT = {
  id: 1,
  name: 'Kanton',
  datasources: [
    { id: guidOf('archive of the canton'), name: 'Archiv', isPrimary: false },
    { id: LIBRARY, name: 'Vorlagen', isPrimary: true },
  ],
};

const asGroup = (templates: readonly unknown[]) => ({
  id: guidOf('favourites'),
  localizedName: 'Favoriten',
  templates,
});

function listBelow(path: string): string | undefined {
  const [, list] =
    /^\/[^/]+\/TemplateLibrary\/(TemplateGroups|TemplateFavorites)$/.exec(path) ?? [];
  return path.startsWith(`/${LIBRARY}/`) ? list : undefined;
}

const signatureOf = (sid: string, timestamp: string, presharedKey: string): string =>
  createHash('sha256').update(`${sid}+${timestamp}+${presharedKey}`).digest('hex').toUpperCase();
