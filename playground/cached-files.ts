import { createHash } from 'node:crypto';

/** Links live this long; the real server's `storage.fs.urlExpires`. */
const LINK_SECONDS = 900;

export interface CachedFile {
  readonly bytes: Uint8Array;
  readonly storedAt: number;
}

export interface FileLink {
  /** Base of the link: what the opener's browser calls this server. */
  readonly base: string;
  readonly shardkey: string | undefined;
}

/** Files behind signed, short-lived links, in memory. */
export class CachedFiles {
  readonly #files = new Map<string, CachedFile>();
  readonly #secret: string;
  readonly #now: () => number;

  constructor({ secret, now }: { secret: string; now: () => number }) {
    this.#secret = secret;
    this.#now = now;
  }

  /** `folder` is such as `data/<key>_<n>`; the name stands twice in the link, as file and as download name. */
  put(folder: string, name: string, bytes: Uint8Array): string {
    this.#forgetExpired();
    const path = `/cache/files/${folder}/${name}/${name}`;
    this.#files.set(path, { bytes, storedAt: this.#now() });
    return path;
  }

  link(path: string, { base, shardkey }: FileLink): string {
    const expires = Math.ceil(this.#now() / 1000) + LINK_SECONDS;
    const query = [
      `md5=${this.#signature(path, expires)}`,
      `expires=${expires}`,
      ...(shardkey === undefined ? [] : [`shardkey=${encodeURIComponent(shardkey)}`]),
      `filename=${encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}`,
    ];
    return `${base.replaceAll('_', '%5f')}${encodeURI(path)}?${query.join('&')}`;
  }

  /** The file, or the status nginx answers instead: 403 bad signature, 410 expired, 404 gone. */
  find(path: string, query: URLSearchParams): CachedFile | number {
    const expires = Number(query.get('expires'));
    if (query.get('md5') !== this.#signature(path, expires)) return 403;
    if (expires * 1000 < this.#now()) return 410;
    return this.#files.get(path) ?? 404;
  }

  #signature(path: string, expires: number): string {
    return createHash('md5').update(`${expires}${path}${this.#secret}`).digest('base64url');
  }

  #forgetExpired(): void {
    const oldest = this.#now() - (LINK_SECONDS + 60) * 1000;
    for (const [path, file] of this.#files) if (file.storedAt < oldest) this.#files.delete(path);
  }
}
