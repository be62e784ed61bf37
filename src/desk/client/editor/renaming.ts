import { fill, messages } from '../parts/messages.js';
import { rename } from '../parts/rename.js';
import type { Flow } from './flow.js';

export const renaming: Flow = (page) => ({
  onRequestRename: async ({ title: wanted }) => {
    const title = await rename(page.task.documentId, wanted);
    // The server sends the title that stays to every editor.
    if (title === undefined) page.showBanner(fill(messages.titleStays, { title: page.title }));
    else page.title = title;
  },
});
