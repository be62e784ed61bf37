import type { Locale } from '../../platform/identity/actor.js';
import { english, type Messages } from './english.js';
import { french } from './french.js';
import { german } from './german.js';

export type { Messages } from './english.js';

/** Every text a person reads, in the three languages. A text missing in one of them does not compile. */
export const MESSAGES: Record<Locale, Messages> = { de: german, fr: french, en: english };
