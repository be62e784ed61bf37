import type { FastifyReply } from 'fastify';

/** Another value of this request header gets another answer: a cache keeps them apart. */
export function varyBy(reply: FastifyReply, header: string): void {
  const sofar = reply.getHeader('vary');
  void reply.header('vary', sofar === undefined ? header : `${String(sofar)}, ${header}`);
}
