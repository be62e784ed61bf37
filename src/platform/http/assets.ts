import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { projectRoot } from '../config/project-root.js';
import { countFailuresOnly } from './request-rate.js';

const SERVED = new Set(['.js', '.css', '.map', '.svg']);
const FOREVER = 'public, max-age=31536000, immutable';
const REVALIDATE = 'public, no-cache';

/** Scripts and styles of the pages, as `npm run build:client` wrote them. */
export class Assets {
  readonly folder: string;
  readonly #paths: ReadonlySet<string>;
  readonly #hashes = new Map<string, string>();

  /** @param paths below the folder, such as `desk/desk.css` */
  constructor(folder: string, paths: Iterable<string>) {
    this.folder = folder;
    this.#paths = new Set(paths);
  }

  static read(folder = join(projectRoot, 'dist/assets')): Assets {
    if (!existsSync(folder)) {
      new Logger('Assets').warn(
        'Pages have no styles and scripts: run "npm run build:client" first.',
      );
      return new Assets(folder, []);
    }
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && SERVED.has(extname(entry.name)))
      .map((entry) => join(entry.parentPath, entry.name));
    return new Assets(
      folder,
      paths.map((path) => relative(folder, path).split(sep).join('/')),
    );
  }

  /** Whether the file was there at the start. */
  has(path: string): boolean {
    return this.#paths.has(path);
  }

  /**
   * Of the content; undefined for a file that was not there at the start. Read when it is first asked for: a start
   * would otherwise read 17 MB, most of it maps that hardly anybody loads.
   */
  hashOf(path: string): string | undefined {
    const known = this.#hashes.get(path);
    if (known !== undefined || !this.has(path)) return known;
    const hash = hashOf(join(this.folder, path));
    if (hash !== undefined) this.#hashes.set(path, hash);
    return hash;
  }

  /** The address for pages. It changes with the content, so browsers may keep what they got from it. */
  urlOf(path: string): string {
    const hash = this.hashOf(path);
    return hash === undefined ? `/assets/${path}` : `/assets/${path}?v=${hash}`;
  }
}

/** Undefined while it cannot be read, because it is just being built again: its address then has no hash. */
function hashOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 16);
  } catch {
    return undefined;
  }
}

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
    // A page that says that there were too many requests needs its style.
    countFailuresOnly(scope);
    scope.addHook('onRequest', (request, reply, done) => {
      // Browsers send it with a reload; the plugin would then never answer 304.
      delete request.raw.headers['cache-control'];
      // A path is looked up among the known ones before anything touches the disk.
      if (assets.has(pathOf(request))) done();
      else reply.callNotFound();
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
        const isCurrent = v !== undefined && v === assets.hashOf(pathOf(reply.request));
        void reply.header('cache-control', isCurrent ? FOREVER : REVALIDATE);
      },
    });
  });
}

const pathOf = (request: FastifyRequest): string =>
  (request.params as { readonly '*': string })['*'];
