import {
  NoConverter,
  savedFileAddress,
  type Converter,
  type ConversionRequest,
  type SavedFile,
  type SavedFiles,
} from '../editor-connector/index.js';
import type { Bulkhead } from '../platform/concurrency/bulkhead.js';
import { isAppError } from '../platform/errors/app-error.js';
import { transportFaultOf } from '../platform/http/transport-fault.js';
import { conversionFailed, timedOut, unavailable, wrongResult } from './conversion.errors.js';
import { sentence } from '../platform/errors/sentence.js';

/** The Document Server needs minutes for a hundred megabytes; its own limit is longer. */
const WITHIN_MS = 5 * 60_000;

/** Aborts after that time. */
export type Deadline = (ms: number) => AbortSignal;

/** Runs a conversion from the request to the opened result, with a limit on concurrent ones and specific errors. */
export class ConversionService {
  constructor(
    private readonly converter: Converter,
    private readonly results: SavedFiles,
    private readonly bulkhead: Bulkhead,
    /** The Document Server as this server reaches it: results are fetched from there, whatever host they name. */
    private readonly internalUrl: string,
    private readonly deadline: Deadline = (ms) => AbortSignal.timeout(ms),
  ) {}

  async convert(request: ConversionRequest, signal?: AbortSignal): Promise<SavedFile> {
    const { outputType } = request;
    const fileUrl = await this.bulkhead.run(() => this.#order(request, signal));
    const address = savedFileAddress(fileUrl, this.internalUrl);
    if (address === undefined) {
      throw wrongResult(outputType, sentence`its address is not that of a result`);
    }
    try {
      return await this.results.open(address);
    } catch (error) {
      throw asConversionError(error, outputType);
    }
  }

  abandon(file: SavedFile): void {
    this.results.abandon(file);
  }

  async #order(request: ConversionRequest, given: AbortSignal | undefined): Promise<string> {
    const late = this.deadline(WITHIN_MS);
    const signal = given === undefined ? late : AbortSignal.any([late, given]);
    try {
      const outcome = await this.converter.convert(request, signal);
      if ('error' in outcome) throw conversionFailed(outcome.error, request.outputType);
      return outcome.fileUrl;
    } catch (error) {
      if (isAppError(error)) throw error;
      if (late.aborted) throw timedOut(request.outputType);
      if (error instanceof NoConverter) throw unavailable(sentence`status ${error.status}`, error);
      const fault = transportFaultOf(error);
      if (fault === undefined) throw error;
      throw unavailable(fault, error);
    }
  }
}

/** Results are fetched by the code for saves; its errors are translated into those of a conversion. */
export function asConversionError(error: unknown, to: string): unknown {
  if (isAppError(error, 'editor-connector/save-interrupted'))
    return unavailable(sentence`the result could not be fetched`, error);
  if (isAppError(error, 'editor-connector/save-refused')) return wrongResult(to, error.said);
  return error;
}
