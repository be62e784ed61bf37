export interface ConversionRequest {
  /** New for each request: results are kept by key and target format, whatever the source. */
  readonly key: string;
  /** Where the Document Server fetches the source from. */
  readonly url: string;
  readonly fileType: string;
  readonly outputType: string;
  readonly title: string;
}

/** Its result, for a quarter of an hour at this address; or the number of its error (docs/formats/document-server.md). */
export type ConversionOutcome = { readonly fileUrl: string } | { readonly error: number };

/** It answered, but not as a conversion service does. */
export class NoConverter extends Error {
  override readonly name = 'NoConverter';

  constructor(
    readonly status: number,
    readonly isWebPage: boolean,
  ) {
    super(`the conversion service answered with status ${status}`);
  }
}

/** Makes one format of another. Rejects with `NoConverter` or the error of the network. */
export abstract class Converter {
  abstract convert(request: ConversionRequest, signal: AbortSignal): Promise<ConversionOutcome>;
}
