import type { Document } from '../documents/index.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Bulkhead } from '../platform/concurrency/bulkhead.js';
import { isAppError } from '../platform/errors/app-error.js';
import type { Version, VersionPart, VersionParts } from '../version-archive/index.js';
import { wrongResult } from './conversion.errors.js';
import type { ConvertedFiles } from './converted-files.js';
import type { PartOrders, PictureKind } from './part-orders.js';
import { sentence } from '../platform/errors/sentence.js';

/** Longer than the longest conversion: after that, the process that made the picture has died. */
const MAKING_MS = 6 * 60_000;
/** A broken file stays broken; a Document Server that was away is back soon. */
const FAILED_MS = 60 * 60_000;
const AWAY_MS = 60_000;

/** An A4 page in pixels: sharp at the size at which pages show it. */
const THUMBNAIL = { width: 300, height: 424 };
const MAX_THUMBNAIL_BYTES = 2 * 1024 * 1024;
const PNG_START = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

const MADE_AS: Readonly<Record<PictureKind, string>> = { thumbnail: 'png', preview: 'pdf' };

export interface PictureOf {
  readonly document: Document;
  readonly version: Version;
}

/** `none`: the format has none, or making it failed a moment ago. */
export type FoundPicture = VersionPart | 'making' | 'none';

export interface VersionPicturesParts {
  readonly parts: VersionParts;
  readonly orders: PartOrders;
  readonly files: ConvertedFiles;
  readonly bulkhead: Bulkhead;
  readonly clock: Clock;
  readonly maxPreviewBytes: number;
  readonly report: (kind: PictureKind, error: unknown) => void;
}

/**
 * Thumbnails and previews of versions. They are made by the Document Server when somebody looks for the first time, by
 * one instance, and sealed as parts of their version.
 */
export class VersionPictures {
  readonly #making = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(private readonly from: VersionPicturesParts) {}

  /** Begins to make it where nobody did; never waits for that. */
  async find(of: PictureOf, kind: PictureKind): Promise<FoundPicture> {
    const { parts, orders, clock } = this.from;
    const part = await parts.find(of.version.id, kind);
    if (part !== undefined) return part;
    if (!this.#isPossible(of, kind)) return 'none';
    const order = { versionId: of.version.id, kind };
    const state = await orders.take(order, clock.nowMs() + MAKING_MS);
    if (state !== 'taken') return state === 'failed' ? 'none' : 'making';
    this.#begin(of, kind);
    return 'making';
  }

  /** Everything that was begun here has ended. */
  async settled(): Promise<void> {
    while (this.#making.size > 0) await Promise.all(this.#making);
  }

  /** Gives up what was begun here; another instance makes it at the next look. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  #isPossible({ document, version }: PictureOf, kind: PictureKind): boolean {
    if (document.custody !== 'managed' || version.state === 'quarantined') return false;
    return this.from.files.possible(version.fileType).includes(MADE_AS[kind]);
  }

  #begin(of: PictureOf, kind: PictureKind): void {
    const made = this.#make(of, kind);
    this.#making.add(made);
    void made.finally(() => this.#making.delete(made));
  }

  /** Never rejects. */
  async #make(of: PictureOf, kind: PictureKind): Promise<void> {
    const { bulkhead, orders, clock, report } = this.from;
    const order = { versionId: of.version.id, kind };
    try {
      await bulkhead.run(() => this.#store(of, kind));
      report(kind, undefined);
      await orders.finish(order);
    } catch (error) {
      if (this.#stop.signal.aborted) return await orders.finish(order).catch(() => undefined);
      report(kind, error);
      const isAway = isAppError(error) && error.kind === 'unavailable';
      const untilMs = clock.nowMs() + (isAway ? AWAY_MS : FAILED_MS);
      await orders.fail(order, untilMs).catch(() => undefined);
    }
  }

  async #store({ document, version }: PictureOf, kind: PictureKind): Promise<void> {
    const { parts, files, maxPreviewBytes } = this.from;
    // Another instance may have finished it between the look and the order.
    if ((await parts.find(version.id, kind)) !== undefined) return;
    const fileType = MADE_AS[kind];
    const thumbnail = kind === 'thumbnail' ? THUMBNAIL : undefined;
    const { signal } = this.#stop;
    signal.throwIfAborted();
    const file = await files.convert({ document, version, to: fileType, thumbnail }, signal);
    const staged = await parts.stage({
      of: version,
      ...{ kind, fileType },
      content: until(signal, kind === 'thumbnail' ? onlyPng(file.content) : file.content),
      maxBytes: kind === 'thumbnail' ? MAX_THUMBNAIL_BYTES : maxPreviewBytes,
    });
    try {
      await parts.add(staged);
    } catch (error) {
      await parts.discard(staged);
      if (!isAppError(error, 'version-archive/part-exists')) throw error;
    }
  }
}

async function* until(
  signal: AbortSignal,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    signal.throwIfAborted();
    yield chunk;
  }
}

async function* onlyPng(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length && seen < PNG_START.length; at++, seen++)
      if (chunk[at] !== PNG_START[seen])
        throw wrongResult('png', sentence`it does not begin like one`);
    yield chunk;
  }
  if (seen < PNG_START.length) throw wrongResult('png', sentence`it is empty`);
}
