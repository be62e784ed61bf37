import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { askAddress } from '../../platform/http/ask-address.http.js';
import type { DocumentServerTokens } from './document-server-tokens.js';
import {
  Converter,
  NoConverter,
  type ConversionOutcome,
  type ConversionRequest,
} from './converter.js';

const TOKEN_TTL_SECONDS = 5 * 60;
/** Pauses between requests; small files are done after the first. */
const PAUSES_MS = [200, 400, 700, 1_000];
const ANSWERS_WITHIN_MS = 30_000;

const errorNumber = z.coerce.number().int();

/** Members that say nothing here (`error: null` beside a result) are dropped, so that they decide nothing. */
const answerShape = z.union([
  z.object({ error: errorNumber.refine((error) => error !== 0) }),
  z.object({ endConvert: z.literal(false) }),
  z.object({
    endConvert: z.literal(true),
    fileUrl: z.string().min(1),
    fileType: z.string().optional().catch(undefined),
  }),
  // No error, and nothing else: the file could not be made.
  z.object({ error: errorNumber }),
]);

/** The Document Server's own service, `POST /converter`, polled until it is done, so that no request takes long. */
export class HttpConverter extends Converter {
  constructor(
    private readonly tokens: DocumentServerTokens,
    private readonly internalUrl: string,
  ) {
    super();
  }

  async convert(request: ConversionRequest, signal: AbortSignal): Promise<ConversionOutcome> {
    for (let question = 0; ; question++) {
      const answer = await this.#ask(request, signal);
      if ('error' in answer) return { error: answer.error };
      if (answer.endConvert) {
        return { fileUrl: answer.fileUrl, fileType: answer.fileType ?? request.outputType };
      }
      await delay(PAUSES_MS[Math.min(question, PAUSES_MS.length - 1)], undefined, { signal });
    }
  }

  async #ask(
    request: ConversionRequest,
    signal: AbortSignal,
  ): Promise<z.output<typeof answerShape>> {
    const { key, url, fileType, outputType, title, password, thumbnail } = request;
    const order = {
      ...{ async: true, filetype: fileType, key, outputtype: outputType, title, url },
      ...(password !== undefined && { password }),
      // 1: keeps the proportions. `first: false` would make a ZIP of all pages.
      ...(thumbnail !== undefined && { thumbnail: { aspect: 1, first: true, ...thumbnail } }),
    };
    const token = this.tokens.sign(order, TOKEN_TTL_SECONDS);
    const answer = await askAddress(`${this.internalUrl}/converter?shardkey=${key}`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ ...order, token }),
      withinMs: ANSWERS_WITHIN_MS,
      signal,
    });
    const parsed = answerShape.safeParse(jsonIn(answer.text));
    if (answer.status !== 200 || !parsed.success)
      throw new NoConverter(answer.status, answer.isWebPage);
    return parsed.data;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
