import { isIP } from 'node:net';
import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors/app-error.js';
import type { RefusedRequests } from './refused-requests.js';

/** Asked by balancers and scrapers, which know an instance by its address or by a name of their own. */
const ANYWHERE = /^\/(?:health\/|metrics(?:\?|$))/;
/** So many wrong names are told in the log; whoever makes names up fills it with no more. */
const MAX_TOLD = 20;

/**
 * Answers only under names that are ours. A page whose name is turned to this server's address after it was loaded
 * (DNS rebinding) has the browser send that name, and would read everything here as its own. An address in numbers
 * and `localhost` cannot be turned.
 */
export function checkHosts(
  fastify: FastifyInstance,
  hosts: readonly string[],
  refused: RefusedRequests,
): void {
  const logger = new Logger('Host');
  const told = new Set<string>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    // A proxy that is trusted may pass on under another name; Fastify knows what people asked it for.
    const name = hostNameOf(request.host);
    if (isKnownHost(name, hosts) || ANYWHERE.test(request.url)) return done();
    refused.count('unknown-host');
    if (told.size < MAX_TOLD && !told.has(name)) {
      told.add(name);
      logger.warn(`refused requests to the host "${name}": ${TO_DO}`);
    }
    done(unknownHost(name));
  });
}

export function isKnownHost(name: string, hosts: readonly string[]): boolean {
  if (name === 'localhost' || hosts.includes(name)) return true;
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** In lower case, without a port; empty for none and for what is none. */
export function hostNameOf(header: string | undefined): string {
  if (header === undefined || !/^[\w.:[\]-]{1,300}$/.test(header)) return '';
  return URL.parse(`http://${header}`)?.hostname.replace(/\.$/, '') ?? '';
}

const TO_DO =
  'name it in KONTOR_HOSTS if it is right, or let the proxy pass on the name that people use (Host)';

const unknownHost = (name: string) =>
  new AppError(
    'platform/unknown-host',
    'misdirected',
    `This server is not called "${name}". An administrator can change that: ${TO_DO}.`,
  );
