import { createHash } from 'node:crypto';
import { Clock } from '../platform/clock/clock.js';
import { AssetLibrary } from './asset-library.js';
import type { Page } from './parts/layout.js';
import type { Reader } from './parts/reader.js';
import { renderPage } from './parts/render.js';

/** Draws pages for readers. */
export class Pages {
  constructor(
    private readonly assets: AssetLibrary,
    private readonly clock: Clock,
  ) {}

  /** Names what the page shows to this reader; undefined for pages that are not kept up to date. */
  tagOf(page: Page, reader: Omit<Reader, 'nowMs'>): string | undefined {
    if (page.basis === undefined) return undefined;
    const shown = JSON.stringify([reader.locale, reader.timeZone, reader.actor, page.basis]);
    return createHash('sha256').update(shown).digest('base64url').slice(0, 22);
  }

  render(page: Page, reader: Omit<Reader, 'nowMs'>): string {
    return renderPage(
      { page, tag: this.tagOf(page, reader), asset: (path) => this.assets.urlOf(path) },
      { ...reader, nowMs: this.clock.nowMs() },
    );
  }
}
