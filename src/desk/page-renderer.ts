import { createHash } from 'node:crypto';
import { Clock } from '../platform/clock/clock.js';
import { Assets } from '../platform/http/assets.js';
import { renderPage, type Page } from './parts/layout.js';
import type { Viewer } from './parts/viewer.js';

/** Renders pages as HTML. */
export class PageRenderer {
  constructor(
    private readonly assets: Assets,
    private readonly clock: Clock,
  ) {}

  /** Hash of what the page shows to this viewer; undefined for pages that do not refresh themselves. */
  tagOf(page: Page, viewer: Omit<Viewer, 'nowMs'>): string | undefined {
    if (page.basis === undefined) return undefined;
    const shown = JSON.stringify([viewer.locale, viewer.timeZone, viewer.actor, page.basis]);
    return createHash('sha256').update(shown).digest('base64url').slice(0, 22);
  }

  /** `tag`: what `tagOf` said, for whoever has asked already. */
  render(page: Page, viewer: Omit<Viewer, 'nowMs'>, tag = this.tagOf(page, viewer)): string {
    return renderPage(
      { page, tag, asset: (path) => this.assets.urlOf(path) },
      { ...viewer, nowMs: this.clock.nowMs() },
    );
  }
}
