import { Api } from './api.js';
import {
  AskedToken,
  ClientCredentials,
  FixedToken,
  type Credentials,
  type IssuedToken,
} from './credentials.js';
import { tokenOf } from './errors.js';
import { clientAssertion, type SigningKey } from './client-assertion.js';
import { Documents } from './documents.js';
import { Groups, People } from './people.js';
import type { PersonRef } from './person-ref.js';
import type { Request } from './request.js';
import { Sessions } from './sessions.js';
import { Transport, type TransportSettings } from './transport.js';
import { Webhooks } from './webhooks.js';

/** One of four ways to be somebody. */
export type KontorCredentials =
  /** Of a person, or one that your server fetched; a function is asked again when the last one was refused. */
  | { readonly token: string | (() => string | Promise<string>) }
  /** An application, with tokens of an hour that are renewed. Only on a server: a page keeps no secret. */
  | { readonly clientId: string; readonly clientSecret: string; readonly scope?: string }
  /** The same with a key of its own (`private_key_jwt`), whose public part Kontor knows. */
  | {
      readonly clientId: string;
      readonly privateKey: SigningKey;
      /** `kid` of the key in the set that Kontor knows. Needed where that has several. */
      readonly keyId?: string;
      readonly scope?: string;
    }
  /** An application, with a key that is sent with each request. Only on a server. */
  | { readonly apiKey: string };

export interface KontorSettings {
  /** Address of the server, such as `https://kontor.example.ch`. */
  readonly url: string;
  /** For a call with all its attempts; of uploads and downloads, for as long as nothing moves. Default 60000. */
  readonly timeoutMs?: number;
  /** Attempts after the first one, where a second one does no harm. Default 3. */
  readonly retries?: number;
  /** In which errors are told (`detail`): `de`, `fr-CH`, …; a call may name another. Default: English. */
  readonly language?: string;
  /** In the place of the global one: for a proxy, or an authority of your own. */
  readonly fetch?: typeof fetch;
  /** Whether uploads are sent as streams. Default: on servers; browsers can do it over HTTP/2 only, and not all. */
  readonly streamUploads?: boolean;
}

export type KontorOptions = KontorSettings & KontorCredentials;

const TIMEOUT_MS = 60_000;
const RETRIES = 3;

/**
 * A Kontor server, as somebody.
 *
 * ```js
 * const kontor = new Kontor({ url, clientId, clientSecret });
 * const document = await kontor.as('alice').documents.create({ title: 'Report.docx', file_type: 'docx' });
 * ```
 */
export class Kontor {
  readonly documents: Documents;
  readonly sessions: Sessions;
  readonly webhooks: Webhooks;
  readonly people: People;
  readonly groups: Groups;
  /** Any other operation of the API, typed. */
  readonly request: Request;
  readonly #api: Api;

  /** @throws TypeError when `url` is no address. */
  constructor(options: KontorOptions);
  /** @internal */
  constructor(api: Api);
  constructor(options: KontorOptions | Api) {
    this.#api = options instanceof Api ? options : apiOf(options);
    this.request = this.#api.request;
    this.documents = new Documents(this.#api);
    this.sessions = new Sessions(this.#api);
    this.webhooks = new Webhooks(this.#api);
    this.people = new People(this.#api);
    this.groups = new Groups(this.#api);
  }

  /**
   * The same, acting for a person: with their rights and never more. Needs the scope `act-for-people`. Costs nothing;
   * the tokens are shared. Give what `people.find` or `people.me` answered rather than a username: then it is that
   * person, whoever has the name by now.
   */
  as(who: string | PersonRef): Kontor {
    return new Kontor(this.#api.as(who));
  }
}

function apiOf(options: KontorOptions): Api {
  const base = new URL(options.url).href.replace(/\/+$/, '');
  // Called as a method of the settings, a browser's own fetch refuses.
  const own = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const settings = {
    fetch: own,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    retries: options.retries ?? RETRIES,
    language: options.language,
  };
  const credentials = credentialsOf(base, settings, options);
  const transport = new Transport({ ...settings, credentials });
  return new Api(base, transport, options.streamUploads ?? isServer());
}

function credentialsOf(
  base: string,
  settings: TransportSettings,
  options: KontorCredentials,
): Credentials {
  if ('apiKey' in options) return new FixedToken(options.apiKey);
  if ('token' in options) {
    const { token } = options;
    return typeof token === 'string' ? new FixedToken(token) : new AskedToken(token);
  }
  const transport = new Transport(settings);
  return new ClientCredentials(() => issue(base, transport, options));
}

type OfApplication = Extract<KontorCredentials, { readonly clientId: string }>;

/** RFC 6749, section 4.4. */
async function issue(
  base: string,
  transport: Transport,
  options: OfApplication,
): Promise<IssuedToken> {
  const { scope } = options;
  const url = `${base}/oauth/token`;
  const form = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) };
  const headers = new Headers({
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  });
  // Id and secret as section 2.3.1 encodes them.
  if ('clientSecret' in options) {
    const login = [options.clientId, options.clientSecret].map(encodeURIComponent).join(':');
    headers.set('authorization', `Basic ${btoa(login)}`);
  }
  // Each attempt has an assertion of its own: one that was used is refused.
  const body = async () => {
    const more = 'privateKey' in options ? await assertedBy(options, url) : {};
    return new TextEncoder().encode(new URLSearchParams({ ...form, ...more }).toString());
  };
  // A second token does no harm.
  const call = { method: 'POST', url, headers, isSafe: true, options: {}, body };
  const { response } = await transport.send(call);
  return tokenOf(response);
}

/** RFC 7523, section 2.2. */
const assertedBy = async (
  { clientId, privateKey: key, keyId }: Extract<OfApplication, { readonly privateKey: SigningKey }>,
  audience: string,
) => ({
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: await clientAssertion({ clientId, key, keyId }, audience),
});

/** Node, Bun and Deno send streams over any HTTP. */
function isServer(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node !== undefined;
}
