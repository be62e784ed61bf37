export interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  /** Of the content; part of the address pages use, so that browsers may keep it for ever. */
  readonly hash: string;
}

/** Scripts and styles of the pages, all in memory. */
export class AssetLibrary {
  readonly #assets: ReadonlyMap<string, Asset>;

  /** By path below `/assets/`, such as `desk/desk.css`. */
  constructor(assets: ReadonlyMap<string, Asset>) {
    this.#assets = assets;
  }

  find(path: string): Asset | undefined {
    return this.#assets.get(path);
  }

  urlOf(path: string): string {
    const hash = this.#assets.get(path)?.hash;
    return hash === undefined ? `/assets/${path}` : `/assets/${path}?v=${hash}`;
  }
}
