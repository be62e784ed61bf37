import { isIP } from 'node:net';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sentence } from '../errors/sentence.js';
import type { RefusedRequests } from './connection-limits.js';

/** Requested by balancers and scrapers, which use an address or another name of the instance. */
const ANYWHERE = /^\/(?:health\/|metrics(?:\?|$))/;
/** At most this many wrong names are logged, so that nobody can fill the log with invented ones. */
const MAX_LOGGED = 20;

/**
 * Answers only under the configured host names. This stops DNS rebinding: a foreign page whose name is changed to
 * this server's address would make the browser treat Kontor as its own origin. IP addresses and `localhost` cannot
 * be rebound.
 */
export function checkHosts(
  fastify: FastifyInstance,
  hosts: readonly string[],
  refused: RefusedRequests,
): void {
  const logger = new Logger('Host');
  const logged = new Set<string>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    // A trusted proxy may use another name; Fastify knows the one that people used.
    const name = hostNameOf(request.host);
    if (isKnownHost(name, hosts) || ANYWHERE.test(request.url)) return done();
    refused.count('unknown-host');
    if (logged.size < MAX_LOGGED && !logged.has(name)) {
      logged.add(name);
      logger.warn(`Requests to the host "${name}" are refused: ${String(TO_DO)}`);
    }
    done(unknownHost(name));
  });
}

export function isKnownHost(name: string, hosts: readonly string[]): boolean {
  if (name === 'localhost' || hosts.includes(name)) return true;
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** The host in lower case, without a port; empty for a header that is missing or malformed. */
export function hostNameOf(header: string | undefined): string {
  if (header === undefined || !/^[\w.:[\]-]{1,300}$/.test(header)) return '';
  return URL.parse(`http://${header}`)?.hostname.replace(/\.$/, '') ?? '';
}

const TO_DO = sentence`name it in KONTOR_HOSTS if it is right, or let the proxy pass on the name that people use (Host)`;

const unknownHost = (name: string) =>
  new AppError(
    'platform/unknown-host',
    'misdirected',
    sentence`This server is not called "${name}". An administrator can change that: ${TO_DO}.`,
  );

/** Answered under any name: a container's own health check knows no other. */
const PROBES = ['/health/live', '/health/ready'];

export interface EditorHost {
  /** Undefined if the public host serves the frame. */
  readonly editorUrl: string | undefined;
  readonly publicUrl: string;
  /** Paths of the frame's page and of what it loads. */
  readonly framePaths: readonly string[];
}

/**
 * The editor's host name answers for the editor's frame and for nothing else. Scripts of the Document Server run
 * in that origin: no page, no API, and nobody is signed in there, whatever cookie or token is sent.
 */
export function guardEditorHost(fastify: FastifyInstance, host: EditorHost): void {
  if (host.editorUrl === undefined) return;
  const { editorUrl } = host;
  const served = new Set([...host.framePaths, ...PROBES]);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isSentTo(editorUrl, request)) return done();
    const { headers, method } = request.raw;
    delete headers.cookie;
    delete headers.authorization;
    const path = request.url.split('?', 1)[0] ?? '';
    const isRead = method === 'GET' || method === 'HEAD';
    // A service worker would outlive the frame and intercept the requests of every later one.
    if (isRead && served.has(path) && headers['service-worker'] === undefined) return done();
    void reply.code(404).type('text/html; charset=utf-8').send(nothingHere(host.publicUrl));
  });
}

/** Whether the request names the host of this address, however the name is spelled. */
export function isSentTo(address: string, { host }: Pick<FastifyRequest, 'host'>): boolean {
  const { protocol, host: own } = new URL(address);
  const named = URL.parse(`${protocol}//${host}`);
  return named !== null && named.host.replace(/\.(?=:|$)/, '') === own;
}

/** For people who typed this name: a link to the right one. */
function nothingHere(publicUrl: string): string {
  const { origin } = new URL(publicUrl);
  const link = `<a href="${origin}">${origin}</a>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kontor</title>
<p lang="de">Unter dieser Adresse gibt es nur den Rahmen des Editors. Kontor ist hier: ${link}</p>
<p lang="fr">Cette adresse ne sert que le cadre de l’éditeur. Kontor se trouve ici : ${link}</p>
<p>This address serves the editor’s frame only. Kontor is here: ${link}</p>
</html>
`;
}
