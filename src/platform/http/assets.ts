import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { projectRoot } from '../config/project-root.js';

const SERVED = new Set(['.js', '.css', '.map', '.svg']);
const FOREVER = 'public, max-age=31536000, immutable';
const REVALIDATE = 'public, no-cache';

/** Scripts and styles of the pages, as `npm run build:client` wrote them. */
export class Assets {
  readonly folder: string;
  readonly #hashes: ReadonlyMap<string, string>;

  /** @param hashes of the content, by path below the folder, such as `desk/desk.css` */
  constructor(folder: string, hashes: ReadonlyMap<string, string>) {
    this.folder = folder;
    this.#hashes = hashes;
  }

  static read(folder = join(projectRoot, 'dist/assets')): Assets {
    if (!existsSync(folder)) {
      new Logger('Assets').warn(
        'Pages have no styles and scripts: run "npm run build:client" first.',
      );
      return new Assets(folder, new Map());
    }
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && SERVED.has(extname(entry.name)))
      .map((entry) => join(entry.parentPath, entry.name));
    const nameOf = (path: string) => relative(folder, path).split(sep).join('/');
    return new Assets(folder, new Map(paths.map((path) => [nameOf(path), hashOf(path)])));
  }

  /** Undefined for a file that was not there at the start. */
  hashOf(path: string): string | undefined {
    return this.#hashes.get(path);
  }

  /** The address for pages. It changes with the content, so browsers may keep what they got from it. */
  urlOf(path: string): string {
    const hash = this.#hashes.get(path);
    return hash === undefined ? `/assets/${path}` : `/assets/${path}?v=${hash}`;
  }
}

const hashOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 16);

/**
 * Serves `/assets/`, public, in the compressed form that the build wrote. Only assets are compressed: an answer of
 * the API or a page may hold a secret beside something a stranger chose, and its compressed length would give the
 * secret away, byte by byte (BREACH).
 *
 * The hash is a query and no part of the file name: while instances of two versions run, each answers for the
 * other's addresses, and a page never lacks its script. What comes from another version is not kept.
 */
export async function serveAssets(fastify: FastifyInstance, assets: Assets): Promise<void> {
  if (!existsSync(assets.folder)) return;
  // Late: jest cannot load an ES module (content-disposition) by `require` and `import` in the same turn.
  const { default: fastifyStatic } = await import('@fastify/static');
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', (request, reply, done) => {
      // Browsers send it with a reload; the plugin would then never answer 304.
      delete request.raw.headers['cache-control'];
      // A path is looked up among the known ones before anything touches the disk.
      if (assets.hashOf(pathOf(request)) === undefined) reply.callNotFound();
      else done();
    });
    await scope.register(fastifyStatic, {
      root: assets.folder,
      prefix: '/assets/',
      preCompressed: true,
      index: false,
      cacheControl: false,
      decorateReply: false,
      setHeaders(reply) {
        const { v } = reply.request.query as { readonly v?: unknown };
        const isCurrent = v === assets.hashOf(pathOf(reply.request));
        void reply.header('cache-control', isCurrent ? FOREVER : REVALIDATE);
      },
    });
  });
}

const pathOf = (request: FastifyRequest): string =>
  (request.params as { readonly '*': string })['*'];
