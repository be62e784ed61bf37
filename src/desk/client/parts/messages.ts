import type { english } from '../../language/english.js';

/** What the server put into the page in the person's language. */
export const messages = JSON.parse(
  document.getElementById('messages')?.textContent ?? '{}',
) as typeof english.client;

/** Puts values into the `{places}` of a text. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
