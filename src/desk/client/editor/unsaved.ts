import type { Flow } from './flow.js';

const MARK = '● ';

/** Marks the tab while something typed has not reached the Document Server. */
export const unsaved: Flow = (page) => ({
  onDocumentStateChange: ({ changed }) => {
    if (changed) page.typed();
    const { title } = document;
    const plain = title.startsWith(MARK) ? title.slice(MARK.length) : title;
    document.title = changed ? MARK + plain : plain;
  },
});
