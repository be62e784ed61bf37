import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';

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
    const parsed = schema().safeParse(jsonOf(text) ?? {});
    if (!parsed.success) throw badBody(parsed.error.issues[0]?.message ?? 'is not as expected');
    return parsed.data;
  },
);

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw badBody(`has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badBody('is not JSON');
  }
}

const badBody = (reason: string): AppError =>
  new AppError('office-connector/bad-body', 'invalid', `The body ${reason}.`);
