import { fill, messages } from '../parts/messages.js';
import { rename } from '../parts/rename.js';
import { SignedOut } from '../parts/signed-out.js';
import type { Flow } from './flow.js';

export const renaming: Flow = (page) => ({
  onRequestRename: async ({ title: wanted }) => {
    try {
      page.title = await rename(page.task.documentId, wanted);
    } catch (error) {
      if (error instanceof SignedOut) throw error;
      // The server sends the title that stays to every editor.
      page.showBanner(fill(messages.titleStays, { title: page.title }));
    }
  },
});
