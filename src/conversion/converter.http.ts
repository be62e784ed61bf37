import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { askAddress } from '../platform/http/ask-address.http.js';
import type { DocumentServerTokens } from '../editor-connector/index.js';
import {
  Converter,
  NoConverter,
  type ConversionOutcome,
  type ConversionRequest,
} from './converter.js';

const TOKEN_TTL_SECONDS = 5 * 60;
const ASK_AGAIN_MS = 1_000;
/** It answers when it is done; who asks for less than a document gives less. */
const CONVERTS_WITHIN_MS = 5 * 60 * 1000;

const answerShape = z.union([
  z.object({ error: z.coerce.number().int() }),
  z.looseObject({ endConvert: z.literal(false) }),
  z.looseObject({ endConvert: z.literal(true), fileUrl: z.string().min(1) }),
]);

/** The Document Server's own service, `POST /converter`. */
export class HttpConverter extends Converter {
  constructor(
    private readonly tokens: DocumentServerTokens,
    private readonly internalUrl: string,
  ) {
    super();
  }

  /** The same request again is no second conversion: it asks for the first one's result. */
  async convert(request: ConversionRequest, signal: AbortSignal): Promise<ConversionOutcome> {
    for (;;) {
      const answer = await this.#ask(request, signal);
      if ('error' in answer) return { error: answer.error as number };
      if (answer.endConvert) return { fileUrl: answer.fileUrl };
      await delay(ASK_AGAIN_MS, undefined, { signal });
    }
  }

  async #ask(
    { key, url, fileType, outputType, title }: ConversionRequest,
    signal: AbortSignal,
  ): Promise<z.output<typeof answerShape>> {
    const order = { async: false, filetype: fileType, key, outputtype: outputType, title, url };
    const token = this.tokens.sign(order, TOKEN_TTL_SECONDS);
    const answer = await askAddress(`${this.internalUrl}/converter?shardkey=${key}`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ ...order, token }),
      withinMs: CONVERTS_WITHIN_MS,
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
