import { CAUSES } from '../../connections/index.js';
import type { Locale } from '../../platform/identity/actor.js';
import type { Messages } from './dictionary.js';
import { english } from './english.js';
import { french } from './french.js';
import { german } from './german.js';

export type { Messages };

/** Every text of the pages. A text that one language lacks does not compile. */
export const MESSAGES: Record<Locale, Messages> = {
  de: german,
  fr: french,
  en: { ...english, causes: CAUSES },
};
