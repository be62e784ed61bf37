import type { Env } from './settings.js';

/** Old name → new name. The old one is read as well and warned about; the new one wins where both are set. */
const RENAMED: Readonly<Record<string, string>> = {
  KONTOR_STRAY_DAYS: 'KONTOR_ORPHAN_DAYS',
};

/** The environment with every setting under its present name, and one notice for each old name that is set. */
export function withPresentNames(env: Env): { env: Env; notices: string[] } {
  const present: Record<string, string | undefined> = { ...env };
  const notices: string[] = [];
  for (const [old, name] of Object.entries(RENAMED)) {
    const value = present[old];
    if (value === undefined) continue;
    delete present[old];
    if (present[name] === undefined) {
      present[name] = value;
      notices.push(
        `${old} is called ${name} now; rename it, the old name will not be read for ever`,
      );
    } else {
      notices.push(
        `${old} is called ${name} now and is ignored, because ${name} is set; remove it`,
      );
    }
  }
  return { env: present, notices };
}
