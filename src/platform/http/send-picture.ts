import type { FastifyReply } from 'fastify';
import { isKnown, quoted } from './etags.js';

/** Nothing in it may act, also if it is opened by itself. */
const POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
/** For how long a browser does not ask again: the right to see it may end. */
export const PICTURE_KEPT = 'private, max-age=600';

export interface Picture {
  /** The media type. */
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

/** For every answer of a route that sends pictures, errors included. */
export const guardPicture = (reply: FastifyReply): void =>
  void reply.header('content-security-policy', POLICY);

/** The picture, or 304 for whoever has it. `condition` is `If-None-Match`. */
export function sendPicture(
  reply: FastifyReply,
  { type, bytes, etag }: Picture,
  condition: string | undefined,
): void {
  guardPicture(reply);
  void reply.headers({ etag: quoted(etag), 'cache-control': PICTURE_KEPT });
  if (isKnown(condition, etag)) void reply.code(304).send();
  else void reply.type(type).send(bytes);
}
