import {
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
  type ParamsOption,
  type RequestBodyOption,
} from 'openapi-fetch';
import type { paths } from './generated/api.js';
import { jsonOf } from './errors.js';
import type { Call, CallOptions, Transport } from './transport.js';

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';

/** Paths of the API that know the method, as openapi.json writes them. */
export type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Readonly<Record<M, unknown>> ? P : never;
}[keyof paths];

/** The operation of a method and a path. */
export type OperationOf<M extends Method, P extends keyof paths> = Extract<
  paths[P][M],
  { responses: unknown }
>;

/** What an operation answers: JSON, a file as a Blob, or undefined. */
export type AnswerOf<O extends { responses: unknown }> = {
  [S in keyof O['responses']]: O['responses'][S] extends { content: infer C }
    ? C[keyof C]
    : undefined;
}[keyof O['responses']];

/** `params.path`, `params.query`, `params.header` and `body` as the operation has them, and what every call takes. */
export type InitOf<O> = ParamsOption<O> &
  RequestBodyOption<O> &
  CallOptions & {
    /** Further headers, such as `If-Match`. */
    readonly headers?: Readonly<Record<string, string>>;
  };

type Arguments<Init> = Partial<Init> extends Init ? [init?: Init] : [init: Init];

/**
 * Any operation of the API: `await kontor.request('get', '/api/admin/clients', { params: { query: { limit: 10 } } })`.
 * Method, path, parameters, body and answer are typed by openapi.json. Errors are thrown, as everywhere.
 */
export type Request = <M extends Method, P extends PathWith<M>>(
  method: M,
  path: P,
  ...init: Arguments<InitOf<OperationOf<M, P>>>
) => Promise<AnswerOf<OperationOf<M, P>>>;

interface AnyInit extends CallOptions {
  readonly params?: Parameters;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Parameters {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly header?: Readonly<Record<string, string | number | undefined>>;
}

export function requestThrough(transport: Transport, base: string): Request {
  const request = async (method: Method, path: string, init: AnyInit = {}): Promise<unknown> => {
    const { params = {}, body, headers, ...options } = init;
    const call = callOf(base, { method, path, params, options });
    for (const [name, value] of Object.entries({ ...params.header, ...headers }))
      if (value !== undefined) call.headers.set(name, `${value}`);
    const { response } = await transport.send(body === undefined ? call : withBody(call, body));
    return answerIn(response);
  };
  return request as Request;
}

interface Asked {
  readonly method: Method;
  readonly path: string;
  readonly params?: Parameters;
  readonly options: CallOptions;
}

/** A request without a body yet. What creates something gets a key, the same for all attempts. */
export function callOf(base: string, { method, path, params = {}, options }: Asked): Call {
  const headers = new Headers({ accept: 'application/json, */*;q=0.5' });
  if (method === 'post' && path.startsWith('/api/'))
    headers.set('idempotency-key', options.idempotencyKey ?? newKey());
  const url = createFinalURL(path, {
    ...{ baseUrl: base, params, pathSerializer: defaultPathSerializer },
    querySerializer: createQuerySerializer(),
  });
  return { method: method.toUpperCase(), url, headers, options };
}

/** Not `randomUUID`: browsers have that only where the page came by TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function withBody(call: Call, body: unknown): Call {
  const isFile = body instanceof Blob;
  call.headers.set('content-type', isFile ? 'application/octet-stream' : 'application/json');
  const bytes = isFile ? body : new TextEncoder().encode(JSON.stringify(body));
  return { ...call, body: () => bytes };
}

async function answerIn(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (/[/+]json\b/.test(type)) return jsonOf(response);
  const file = await response.blob();
  return file.size === 0 ? undefined : file;
}
