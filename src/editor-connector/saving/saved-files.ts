/** A file the Document Server hands out, while it is being read. */
export interface SavedFile {
  /** Announced size; undefined when the server did not say. */
  readonly bytes: number | undefined;
  /** Without parameters, lower case; empty when the server did not say. */
  readonly mediaType: string;
  /** `Last-Modified`; undefined when the server did not say. */
  readonly writtenAtMs: number | undefined;
  /** Consumed once. Fails with `editor-connector/save-interrupted` when the transfer breaks or stalls. */
  readonly content: AsyncIterable<Uint8Array>;
}

export abstract class SavedFiles {
  /**
   * Opens one saved file. Follows no redirect, sends no credentials. What may pass is
   * `editor-connector/save-interrupted`, what will not is `editor-connector/save-refused`.
   */
  abstract open(address: URL): Promise<SavedFile>;
  /** Ends the transfer of a file that was not read to its end. */
  abstract abandon(file: SavedFile): void;
}
