import type { Locale } from '../../platform/identity/actor.js';
import { english, type Words } from './english.js';
import { french } from './french.js';
import { german } from './german.js';

export type { Words } from './english.js';

/** Every text a person reads, in the three languages. A text missing in one of them does not compile. */
export const WORDS: Record<Locale, Words> = { de: german, fr: french, en: english };
