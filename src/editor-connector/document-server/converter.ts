export interface ConversionRequest {
  /**
   * New for each conversion: the Document Server keeps results by key and target format for a day, whatever the
   * source. The same request again asks for the same result.
   */
  readonly key: string;
  /** Where the Document Server fetches the source from. */
  readonly url: string;
  readonly fileType: string;
  /** An extension, or `pdfa`. */
  readonly outputType: string;
  readonly title: string;
  /** Of the source, at most 255 characters. */
  readonly password?: string | undefined;
  /** For pictures: the first page, fitted into so many pixels. */
  readonly thumbnail?: { readonly width: number; readonly height: number } | undefined;
}

/**
 * `fileUrl` is valid for a quarter of an hour. `error` is the Document Server's number, -1 to -10 (see
 * docs/formats/document-server.md).
 */
export type ConversionOutcome =
  { readonly fileUrl: string; readonly fileType: string } | { readonly error: number };

/** The answer was not one of a conversion service. */
export class NoConverter extends Error {
  override readonly name = 'NoConverter';

  constructor(
    readonly status: number,
    readonly isWebPage: boolean,
  ) {
    super(`the conversion service answered with status ${status}`);
  }
}

/** Converts files from one format to another. Rejects with `NoConverter` or the error of the network. */
export abstract class Converter {
  abstract convert(request: ConversionRequest, signal: AbortSignal): Promise<ConversionOutcome>;
}
