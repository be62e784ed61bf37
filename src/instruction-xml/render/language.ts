/** As backends send them: numbers or strings of digits, depending on the version. */
export type OfferedLanguages = readonly (number | string)[];

const GERMAN_SWITZERLAND = 2055;
/** The low ten bits of a Windows language id are the language, the others the country. */
const LANGUAGE_BITS = 0x3ff;
const OF_SWITZERLAND = { de: GERMAN_SWITZERLAND, fr: 4108, it: 2064, en: 2057 } as const;

export interface LanguageWish {
  /** Chosen by the person; used when the template has it. */
  readonly requested?: number | undefined;
  readonly locale?: keyof typeof OF_SWITZERLAND | null | undefined;
}

/** The language ids among `offered`, as numbers. */
const languageIds = (offered: OfferedLanguages): readonly number[] =>
  offered.map(Number).filter((id) => Number.isInteger(id) && id >= 1 && id <= 99_999);

export const offersLanguage = (offered: OfferedLanguages, lcid: number): boolean =>
  languageIds(offered).includes(lcid);

/** Swiss German when offered, else the person's language, else the first; none when none is offered. */
export function chooseLanguage(
  offered: OfferedLanguages,
  { requested, locale }: LanguageWish = {},
): number | undefined {
  const ids = languageIds(offered);
  if (requested !== undefined && ids.includes(requested)) return requested;
  if (ids.includes(GERMAN_SWITZERLAND)) return GERMAN_SWITZERLAND;
  return (locale && spokenBy(locale, ids)) ?? ids[0];
}

function spokenBy(locale: keyof typeof OF_SWITZERLAND, ids: readonly number[]): number | undefined {
  const ofSwitzerland = OF_SWITZERLAND[locale];
  if (ids.includes(ofSwitzerland)) return ofSwitzerland;
  return ids.find((id) => (id & LANGUAGE_BITS) === (ofSwitzerland & LANGUAGE_BITS));
}
