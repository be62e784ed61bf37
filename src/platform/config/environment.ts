import { readFileSync } from 'node:fs';
import { textOf } from './text-of.js';

/** The environment as the process got it, plus what `.env` adds. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Lists every faulty setting. Here, since this file must stay free of Nest: `kontor-recover` contains it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly issues: readonly string[]) {
    super(
      `Kontor cannot start; please correct these settings:\n${issues.map((i) => `  - ${i}`).join('\n')}`,
    );
  }
}

export interface Environment {
  readonly env: Env;
  /** How the environment was read, for the administrator; names and lines, never values. */
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
 * Some programs pass a file of settings on unchanged: `docker run --env-file` keeps the carriage return of each line
 * and the byte order mark of the first name. No setting ends with a line break.
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

export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  /** Oddities that were read all the same. Names and lines, never values. */
  readonly notices: readonly string[];
  /** Lines that cannot be read for certain: Kontor must not start with them. */
  readonly errors: readonly string[];
}

const NAME = /^[A-Za-z_][\w.-]*$/;
/** All blanks, including the non-breaking and zero-width ones of word processors. */
const BLANKS = '[\\s\\u00A0\\u200B\\uFEFF]';
const AROUND = new RegExp(`^${BLANKS}+|${BLANKS}+$`, 'g');
const COMMENT = new RegExp(`${BLANKS}+#.*$`);
const ODD_BLANK = /[\u00A0\u200B\uFEFF]/;
const DRIVE_PATH = /^[A-Za-z]:\\/;

/**
 * Reads a `.env` file as people write it, also with a Windows editor: byte order mark, CRLF, UTF-16, tabs, `export`.
 * A value is the text after `=` without the blanks around it; a `#` after a blank begins a comment. In quotes
 * ("…", '…', `…`) everything counts, over several lines too; in double quotes `\n` is a line break, except in a
 * Windows path. Everything ambiguous is reported with its line.
 */
export function readEnvFile(bytes: Uint8Array, file = '.env'): EnvFile {
  const { text, notice, problem } = textOf(bytes);
  if (problem !== undefined) return { values: {}, notices: [], errors: [`${file} ${problem}`] };
  const reading = new Reading(file, text.split(/\r\n|\n|\r/));
  if (notice !== undefined) reading.notices.push(`${file} ${notice}`);
  return reading.all();
}

class Reading {
  readonly notices: string[] = [];
  readonly #errors: string[] = [];
  readonly #values = new Map<string, string>();
  readonly #lineOf = new Map<string, number>();
  #at = 0;

  constructor(
    private readonly file: string,
    private readonly lines: readonly string[],
  ) {}

  all(): EnvFile {
    while (this.#at < this.lines.length) this.#line();
    return {
      values: Object.fromEntries(this.#values),
      notices: this.notices,
      errors: this.#errors,
    };
  }

  #line(): void {
    const number = this.#at + 1;
    const line = trimmed(this.lines[this.#at++] ?? '');
    if (line === '' || line.startsWith('#')) return;
    const equals = line.indexOf('=');
    const name = trimmed(line.slice(0, Math.max(equals, 0)).replace(/^export\s+/, ''));
    if (equals < 0) return this.#note(number, 'has no "=" and is left out');
    if (!NAME.test(name)) return this.#note(number, 'does not begin with a name and is left out');
    if (line.includes('\uFFFD')) {
      return this.#fail(number, `${name} is not UTF-8: save the file as UTF-8`);
    }
    const value = this.#value(name, line.slice(equals + 1), number);
    if (value !== undefined) this.#keep(name, value, number);
  }

  #value(name: string, written: string, number: number): string | undefined {
    const raw = trimmed(written);
    const quote = /^["'`]/.exec(raw)?.[0];
    if (quote !== undefined) return this.#quoted(name, quote, raw.slice(1), number);
    const value = trimmed(/^#\s|^#$/.test(raw) ? '' : written.replace(COMMENT, ''));
    if (value !== raw) {
      this.#note(
        number,
        `what follows " #" counts as a comment; put the value of ${name} into quotes if it belongs to it`,
      );
    }
    if (ODD_BLANK.test(value)) {
      this.#note(number, `the value of ${name} contains a non-breaking or invisible blank`);
    }
    return value;
  }

  #quoted(name: string, quote: string, first: string, number: number): string | undefined {
    const begun = this.#at;
    let text = first;
    while (!text.includes(quote)) {
      const next = this.lines[this.#at];
      if (next === undefined) {
        this.#at = begun;
        this.#fail(number, `the quotation mark ${quote} of ${name} is never closed`);
        return undefined;
      }
      text += `\n${next}`;
      this.#at++;
    }
    const end = text.indexOf(quote);
    const rest = trimmed(text.slice(end + 1));
    if (rest !== '' && !rest.startsWith('#')) {
      this.#fail(number, `text follows the closing quotation mark ${quote} of ${name}`);
      return undefined;
    }
    const inside = text.slice(0, end);
    if (quote !== '"' || DRIVE_PATH.test(inside)) return inside;
    return inside.replaceAll('\\n', '\n');
  }

  #keep(name: string, value: string, number: number): void {
    const before = this.#lineOf.get(name);
    if (before !== undefined) {
      this.#note(number, `${name} is set on line ${before} already; this line counts`);
    }
    this.#lineOf.set(name, number);
    this.#values.set(name, value);
  }

  #note(line: number, text: string): void {
    this.notices.push(`${this.file} line ${line}: ${text}`);
  }

  #fail(line: number, text: string): void {
    this.#errors.push(`${this.file} line ${line}: ${text}`);
  }
}

const trimmed = (text: string): string => text.replace(AROUND, '');

/** Old name → new name. The old one is read as well and warned about; the new one wins where both are set. */
export const RENAMED: Readonly<Record<string, string>> = {
  KONTOR_STRAY_DAYS: 'KONTOR_ORPHAN_DAYS',
  KONTOR_STAND_IN_PORT: 'KONTOR_SIMULATOR_PORT',
  KONTOR_STAND_IN_ONEOFFIXX_PORT: 'KONTOR_SIMULATOR_ONEOFFIXX_PORT',
};

/** The environment with every setting under its present name, and one notice for each old name that is set. */
function withPresentNames(env: Env): { env: Env; notices: string[] } {
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
