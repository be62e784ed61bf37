import { readFileSync } from 'node:fs';
import { readEnvFile, type EnvFile } from './env-file.js';
import { withPresentNames } from './renamed-settings.js';
import { SettingsError } from './settings-error.js';
import type { Env } from './settings.js';

export interface Environment {
  readonly env: Env;
  /** What an administrator should know about how it was read; names and lines, never values. */
  readonly notices: readonly string[];
}

const FILE = '.env';

/** The process environment, completed by `.env` in the working folder. An empty value counts as not set. */
export function readEnvironment(own: Env = process.env, file = FILE): Environment {
  const fromFile = contentOf(file);
  if (fromFile.errors.length > 0) throw new SettingsError(fromFile.errors);
  const process = withoutTraces(own);
  const all = Object.entries({ ...fromFile.values, ...process.env });
  const { env, notices } = withPresentNames(
    Object.fromEntries(all.filter(([, value]) => value !== '')),
  );
  return { env, notices: [...fromFile.notices, ...process.notices, ...notices] };
}

function contentOf(file: string): EnvFile {
  try {
    return readEnvFile(readFileSync(file), file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { values: {}, notices: [], errors: [] };
    throw new SettingsError([`${file} cannot be read (${code ?? 'unknown reason'})`]);
  }
}

/**
 * Others hand a file of settings over as it is: `docker run --env-file` keeps the carriage return of each line and
 * the byte order mark of the first name. No setting of ours ends with a line break.
 */
function withoutTraces(own: Env): Environment {
  const notices: string[] = [];
  const env = Object.fromEntries(
    Object.entries(own).map(([given, value]) => {
      const name = given.replace(/^\uFEFF/, '');
      const text = /^[A-Z]/.test(name) ? value?.replace(/[\r\n]+$/, '') : value;
      if (name !== given) notices.push(`${name}: a byte order mark stood before the name`);
      if (text !== value) notices.push(`${name}: the line break at its end is left out`);
      return [name, text];
    }),
  );
  return { env, notices };
}
