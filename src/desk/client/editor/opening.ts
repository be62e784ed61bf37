import { messages } from '../parts/messages.js';
import { downloadWhatWasAsked } from './downloading.js';
import type { Flow } from './flow.js';
import { showHistory } from './history.js';

/** What the editor reports while it opens. It may wait for a password, an encoding or a delimiter: then it has opened. */
export const opening: Flow = (page) => ({
  onAppReady: () => page.started(),
  onDocumentReady: async () => {
    page.started();
    const { history } = page.task;
    if (history !== undefined && !page.isInHistory) await showHistory(page, history);
    else downloadWhatWasAsked(page);
  },
  onUserActionRequired: () => page.started(),
  /** Some Document Servers limit how many people edit, and open read-only for the others without a notice. */
  onInfo: ({ mode }) => {
    if (mode === 'view' && page.session?.config.editorConfig.mode === 'edit')
      page.showOnce('read-only', messages.openedReadOnly, { offerReload: true });
  },
});
