import type { Asked } from './made-for-request.js';

export interface Request {
  /** In the place of the route's own. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a route is asked so that nothing but the right can be in the way. */
export interface Recipe {
  /** When it is allowed, it changes the document: on one of its own. */
  readonly isFresh?: boolean;
  /** It ends the sign-in it is made with. */
  readonly endsSignIn?: boolean;
  /** It is about the document that a template began. */
  readonly isOfTemplate?: boolean;
  readonly request?: (asked: Asked) => Request | Promise<Request>;
}

export const fresh = (request: Request | Recipe['request'] = {}): Recipe => ({
  isFresh: true,
  request: typeof request === 'function' ? request : () => request,
});
export const plain = (request: Request): Recipe => ({ request: () => request });
