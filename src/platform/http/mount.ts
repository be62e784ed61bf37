import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { SettingsError } from '../config/environment.js';

/**
 * Kontor may lie below a path of its host, its mount: the path of `KONTOR_PUBLIC_URL`, such as `/kontor`. Inside, every
 * route, link and address is written as if it lay at the root. The path is taken off where a request comes in and put on
 * where an answer goes out, both here; no page and no route has to know it.
 */
export const mountOf = (publicUrl: string): string =>
  new URL(publicUrl).pathname.replace(/\/+$/, '');

/** Safe inside a page, a header and a cookie as it is, and equal to its own encoding. */
export const isMountPath = (path: string): boolean => /^(?:\/[\w.~-]+)*\/*$/.test(path);

/** Fastify's `rewriteUrl`. An address without the mount is left as it is: a proxy may have taken it off. */
export const withoutMount =
  (mount: string) =>
  ({ url = '/' }: Pick<IncomingMessage, 'url'>): string => {
    if (mount === '' || !isBelow(mount, url)) return url;
    const rest = url.slice(mount.length);
    return rest.startsWith('/') ? rest : `/${rest}`;
  };

/** Whether the mount is the beginning of the address's path, and not of a longer name in it. */
export const isBelow = (mount: string, url: string): boolean =>
  url.startsWith(mount) && /^(?:[/?]|$)/.test(url.slice(mount.length));

/**
 * Adds the mount to addresses that begin with `/`: in redirects, cookies' paths and pages. Pages are rendered with every
 * attribute in double quotes and every double quote of a text escaped, so ` href="/` in them is an attribute. Scripts of
 * the pages read `data-mount`. Register it after the plugin that sets cookies.
 */
export function addMount(fastify: FastifyInstance, mount: string): void {
  if (mount === '') return;
  fastify.addHook('onRoute', ({ url }) => {
    // Otherwise an address would look as if the mount were on it already.
    if (isBelow(mount, url)) throw new SettingsError([`KONTOR_PUBLIC_URL: ${TAKEN}`]);
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    const location = reply.getHeader('location');
    if (typeof location === 'string') void reply.header('location', mounted(mount, location));
    const cookies = reply.getHeader('set-cookie');
    if (cookies !== undefined) {
      // Fastify adds to this header, it never replaces it.
      reply.removeHeader('set-cookie');
      for (const cookie of [cookies].flat())
        void reply.header(
          'set-cookie',
          String(cookie).replace(/; Path=\/(?=;|$)/, `; Path=${mount}`),
        );
    }
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
    done(null, isPage && typeof payload === 'string' ? mountedPage(mount, payload) : payload);
  });
}

const TAKEN =
  'Kontor has addresses of its own that begin with this path; choose another one, such as /kontor';

const mounted = (mount: string, address: string): string =>
  address.startsWith('/') && !address.startsWith('//') && !isBelow(mount, address)
    ? mount + address
    : address;

const ADDRESSES =
  / (href|src|action|formaction|data-request|data-passphrase-worker)="(\/(?!\/)[^"]*)"/g;

const mountedPage = (mount: string, page: string): string =>
  page
    .replace(/<html(?=[ >])/, `<html data-mount="${mount}"`)
    .replace(
      ADDRESSES,
      (_, name: string, address: string) => ` ${name}="${mounted(mount, address)}"`,
    );
