import type { FastifyRequest } from 'fastify';

const LEFT_CODES = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Whether it failed because the client went away in the middle of its body, or of the answer. */
export function hasLeft(error: unknown, { raw }: Pick<FastifyRequest, 'raw'>): boolean {
  if (!raw.socket.destroyed) return false;
  if (!raw.complete) return true;
  return chainOf(error).some(({ code }) => typeof code === 'string' && LEFT_CODES.has(code));
}

function chainOf(error: unknown): { readonly code?: unknown }[] {
  const chain: { readonly code?: unknown }[] = [];
  for (let each = error; each instanceof Error && chain.length < 5; each = each.cause) {
    chain.push(each as { code?: unknown });
  }
  return chain;
}
