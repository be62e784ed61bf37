import { sendJson } from '../keys/api.js';
import { fill, messages } from '../parts/messages.js';
import type { Flow } from './flow.js';
import { here } from '../parts/here.js';

/** Somebody who looks would like to edit: in a new session where they may, else by asking the owner. */
export const editRights: Flow = (page) => ({
  onRequestEditRights: async () => {
    const { documentId } = page.task;
    const path = `/api/eurooffice/edit-rights/${documentId}`;
    const { state } = await sendJson<{ state: 'editable' | 'asked' }>('POST', path, {});
    const holder = page.session?.checked_out_by?.display_name;
    if (state === 'asked') page.showBanner(messages.editRightsAsked);
    else if (holder !== undefined) page.showBanner(fill(messages.onTheirDesktop, { name: holder }));
    else if (page.session?.converts_to) location.assign(here(`/edit/${documentId}?convert=1`));
    else location.reload();
  },
});
