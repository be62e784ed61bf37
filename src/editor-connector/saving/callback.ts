/** What the Document Server reports, by its own numbers (docs/formats/document-server.md). */
export const Status = {
  editing: 1,
  save: 2,
  saveFailed: 3,
  closed: 4,
  forceSave: 6,
  forceSaveFailed: 7,
} as const;

/** The claims of a callback token that we read. A member without a usable value is absent. */
export interface CallbackReport {
  readonly key: string;
  readonly status: number;
  readonly users?: readonly string[] | undefined;
  readonly url?: string | undefined;
  /** Extension without dot, lower case. */
  readonly filetype?: string | undefined;
  readonly history?: CallbackHistory | undefined;
  /** A date as the Document Server wrote it: when the last change was made that the save contains. */
  readonly lastsave?: string | undefined;
  readonly notmodified?: boolean | undefined;
  /** When the report was signed, in seconds. */
  readonly iat: number;
}

export interface CallbackHistory {
  readonly serverVersion?: string | undefined;
  readonly changes?: readonly unknown[] | undefined;
}

export type SaveReport = Pick<
  CallbackReport,
  'key' | 'status' | 'users' | 'url' | 'filetype' | 'history' | 'lastsave' | 'notmodified' | 'iat'
>;

const SAVES: readonly number[] = [
  Status.save,
  Status.saveFailed,
  Status.forceSave,
  Status.forceSaveFailed,
];

export const tellsOfSave = (report: CallbackReport): boolean => SAVES.includes(report.status);

/** The key's content is final: everybody left. */
export const isFinal = (status: number): boolean =>
  status === Status.save || status === Status.saveFailed;

/** The file was written although assembling failed: kept, but never current. */
export const isCorrupted = (status: number): boolean =>
  status === Status.saveFailed || status === Status.forceSaveFailed;

/**
 * What the Document Server does with each answer (docs/formats/document-server.md): `done` ends the matter and lets it
 * delete its copy; `kept-there` is final too, but leaves the copy (or its change log) with it;
 * `set-apart` is the same, with the file stored here as well, in case it is it after all; `try-again`
 * makes it deliver a final save up to three times more; `refused` is for callers who are not it.
 */
export type CallbackAnswer = 'done' | 'set-apart' | 'kept-there' | 'try-again' | 'refused';
