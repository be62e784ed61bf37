import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';

/** A comment of a few pages; nothing else comes this way. */
const MAX_BYTES = 64 * 1024;

/**
 * The JSON body of a route marked `@StreamBody()`, checked against the schema. Programs also announce JSON
 * and send nothing, which counts as an empty object. The schema is given as a function: the framework would
 * take it for a pipe, since it has a `transform`.
 */
export const OptionalJson = createParamDecorator(
  async (schema: () => z.ZodType, context: ExecutionContext): Promise<unknown> => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const body = request.body as Readable | undefined;
    const text = body === undefined ? '' : await textOf(body);
    const parsed = schema().safeParse(jsonOf(text) ?? {});
    if (!parsed.success)
      throw notThatShape(parsed.error.issues[0]?.message ?? 'is not as expected');
    return parsed.data;
  },
);

async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw notThatShape(`has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notThatShape('is not JSON');
  }
}

const notThatShape = (reason: string): AppError =>
  new AppError('office-connector/bad-body', 'invalid', `The body ${reason}.`);
