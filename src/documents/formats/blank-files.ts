export const BLANK_KINDS = ['docx', 'xlsx', 'pptx', 'txt', 'md'] as const;
export type BlankKind = (typeof BLANK_KINDS)[number];

/** A valid empty file of each kind that people can create. */
export class BlankFiles {
  readonly #files: ReadonlyMap<BlankKind, Uint8Array>;

  constructor(files: ReadonlyMap<BlankKind, Uint8Array>) {
    this.#files = files;
  }

  of(kind: BlankKind): Uint8Array {
    const file = this.#files.get(kind);
    if (file === undefined) throw new RangeError(`no blank file for ${kind}`);
    return file;
  }
}
