import { messages } from '../parts/messages.js';
import type { Flow } from './flow.js';

/** The editor asks about unsaved changes itself before it reports this; to it, what was filled in is saved. */
export const closing: Flow = (page) => ({
  onRequestClose: () => {
    if (!page.hasEntries) return page.leave();
    const offer = { label: messages.leaveAnyway, act: () => page.leave() };
    page.showBanner(messages.notSubmitted, { offer });
  },
});
