import type { Flow } from './flow.js';

/** The content was saved and closed elsewhere, or its title changed. */
export const refreshing: Flow = (page) => ({
  onRequestRefreshFile: () => page.continueWithNewest(),
  onOutdatedVersion: () => location.reload(),
  onMetaChange: () => page.checkState(),
});
