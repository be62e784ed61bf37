import type { Flow } from './flow.js';

/** The editor asks about unsaved changes itself before it reports this. */
export const closing: Flow = (page) => ({ onRequestClose: () => page.leave() });
