/** What a `User-Agent` says, in the words people know: both parts as far as they are known. */
export interface Device {
  /** A browser or another program: `Firefox`, `curl`. */
  readonly program: string | undefined;
  /** `Windows`, `iPhone`. */
  readonly system: string | undefined;
}

/** The first that fits: browsers name those before them as well. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/\S+ .*\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

/** Programs that are no browsers begin with their name: `curl/8.5.0`, `node`. */
const PROGRAM = /^([A-Za-z][\w.-]{0,39})(?:\/|$)/;

export function deviceOf(userAgent: string | null): Device {
  const text = userAgent ?? '';
  const first = (table: typeof BROWSERS) => table.find(([pattern]) => pattern.test(text))?.[1];
  const own = text.startsWith('Mozilla/') ? undefined : PROGRAM.exec(text)?.[1];
  return { program: first(BROWSERS) ?? own, system: first(SYSTEMS) };
}
