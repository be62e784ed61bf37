/** Kept at a time: the languages of the pages, times the time zones of those who read them. */
const MOST = 200;

/**
 * Formats of `Intl` for dates, numbers and lists, made once for each language and options: making one takes as long as
 * formatting a hundred times. Callers choose languages and time zones, so the one that was not asked for longest is
 * dropped when there are too many.
 */
export class KeptFormats<Options extends object, Format> {
  readonly #kept = new Map<string, Format>();

  /** `Type` is a constructor of `Intl`, such as `Intl.DateTimeFormat`. */
  constructor(
    private readonly Type: new (language: string, options: Options) => Format,
    private readonly most = MOST,
  ) {}

  /** @throws {RangeError} for a language or a time zone that does not exist; nothing is kept then. */
  of(language: string, options: Options): Format {
    const name = JSON.stringify([language, options]);
    const format = this.#kept.get(name) ?? new this.Type(language, options);
    this.#kept.delete(name);
    this.#kept.set(name, format);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.most && oldest !== undefined) this.#kept.delete(oldest);
    return format;
  }
}

/** Shared by all who write dates and times. */
export const dateFormats = new KeptFormats<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  Intl.DateTimeFormat,
);
