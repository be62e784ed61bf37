import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { OpenContent } from '../documents/index.js';
import type { Actor } from '../platform/identity/actor.js';
import { VersionParts, type VersionPart } from '../version-archive/index.js';
import { noPicture } from './conversion.errors.js';
import type { PictureKind } from './part-orders.js';
import { VersionPictures } from './version-pictures.js';

export interface PictureWanted {
  readonly kind: PictureKind;
  /** Number of a version; the default is the current one. */
  readonly version: number | undefined;
}

export interface ShownPicture {
  readonly versionId: string;
  readonly size: number;
  read(): Promise<Readable>;
}

const LOOK_EVERY_MS = 300;

/** The thumbnail or the preview of a version, for everybody who may download it. */
@Injectable()
export class ShowPicture {
  constructor(
    private readonly openContent: OpenContent,
    private readonly pictures: VersionPictures,
    private readonly parts: VersionParts,
  ) {}

  /** `making` when it is being made; `converter/no-picture` (not-found) where there is none and will be none soon. */
  async execute(
    actor: Actor,
    documentId: string,
    { kind, version: number }: PictureWanted,
  ): Promise<ShownPicture | 'making'> {
    const { document, version } = await this.openContent.execute(actor, documentId, {
      version: number,
    });
    if (document.custody !== 'managed') throw noPicture(documentId, kind);
    const found = await this.pictures.find({ document, version }, kind);
    if (found === 'none') throw noPicture(documentId, kind);
    return found === 'making' ? found : this.#shown(found);
  }

  /** The same, but waits for it as long as `signal` allows. */
  async whenMade(
    actor: Actor,
    documentId: string,
    wanted: PictureWanted,
    signal: AbortSignal,
  ): Promise<ShownPicture | 'making'> {
    for (;;) {
      const found = await this.execute(actor, documentId, wanted);
      if (found !== 'making' || signal.aborted) return found;
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  #shown(part: VersionPart): ShownPicture {
    return { versionId: part.versionId, size: part.size, read: () => this.parts.read(part) };
  }
}
