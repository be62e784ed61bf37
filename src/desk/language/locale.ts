import type { Locale } from '../../platform/identity/actor.js';

export const LOCALES: readonly Locale[] = ['de', 'fr', 'en'];

/** What `Intl` formats with: this desk stands in Switzerland, its English is the British one. */
export const LANGUAGE_TAGS: Record<Locale, string> = { de: 'de-CH', fr: 'fr-CH', en: 'en-GB' };
