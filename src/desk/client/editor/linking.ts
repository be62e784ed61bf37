import type { Flow } from './flow.js';

/** A link to a place in the document: the editor's page with the place in its address. */
export const linking: Flow = (page) => ({
  onMakeActionLink: ({ action }) => {
    const query = new URLSearchParams({ action: JSON.stringify({ action }) });
    page.call('setActionLink', `${location.origin}/edit/${page.task.documentId}?${query}`);
  },
});
