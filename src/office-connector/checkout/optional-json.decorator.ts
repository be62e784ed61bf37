import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { faultsOf, TOLD } from '../../platform/language/schema-faults.js';
import { AppError } from '../../platform/errors/app-error.js';
import { type SentenceValue, sentence } from '../../platform/errors/sentence.js';

/** Enough for a comment of a few pages, the largest field. */
const MAX_BYTES = 64 * 1024;

/**
 * The JSON body of a route marked `@StreamBody()`, checked against the schema. Some programs send an empty body
 * with a JSON content type; it counts as an empty object. The schema is passed as a function, because the
 * framework would treat an object with a `transform` method as a pipe.
 */
export const OptionalJson = createParamDecorator(
  async (schema: () => z.ZodType, context: ExecutionContext): Promise<unknown> => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const body = request.body as Readable | undefined;
    const text = body === undefined ? '' : await textOf(body);
    const given = jsonOf(text);
    const parsed = schema().safeParse(given === null ? {} : given, TOLD);
    if (parsed.success) return parsed.data;
    throw given === undefined ? badBody(sentence`is not JSON`) : misfit(parsed.error.issues);
  },
);

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw badBody(sentence`has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  // Without a byte order mark.
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Undefined for what is not JSON. */
function jsonOf(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const misfit = (issues: readonly z.core.$ZodIssue[]): AppError =>
  new AppError('office-connector/bad-body', 'invalid', faultsOf(issues));

const badBody = (reason: SentenceValue): AppError =>
  new AppError('office-connector/bad-body', 'invalid', sentence`The body ${reason}.`);
