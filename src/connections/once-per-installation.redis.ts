import { z } from 'zod';
import type { Redis } from '../platform/redis/redis.js';
import { CAUSES } from './causes.js';
import type { CauseCode, Finding } from './connection.js';

const LEASE = 'kontor:connections:callback:lease';
const LAST = 'kontor:connections:callback:last';
/** Shorter than the probe's interval, so that a crash of the leader skips one probe at most. */
const LEASE_MS = 30_000;
const KEPT_MS = 120_000;

const lastShape = z.object({
  state: z.enum(['ok', 'failing', 'unknown', 'off']),
  found: z
    .object({
      code: z.custom<CauseCode>((code) => typeof code === 'string' && code in CAUSES),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .optional(),
  detail: z.string().optional(),
});

type Run = (signal: AbortSignal) => Promise<Finding>;

/**
 * Of several instances one requests the conversion, and the others use its finding. Without Redis, or while Redis
 * does not answer, each instance requests its own.
 */
export function oncePerInstallation(redis: Redis | undefined, run: Run): Run {
  if (redis === undefined) return run;
  return async (signal) =>
    (await lastOfAnother(redis)) ?? (await runAndPublish(redis, run, signal));
}

async function lastOfAnother(redis: Redis): Promise<Finding | undefined> {
  try {
    const mine = await redis.ask((client) => client.set(LEASE, '1', { NX: true, PX: LEASE_MS }));
    if (mine !== null) return undefined;
    const text = await redis.ask((client) => client.get(LAST));
    return text === null ? undefined : lastShape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function runAndPublish(redis: Redis, run: Run, signal: AbortSignal): Promise<Finding> {
  const finding = await run(signal);
  await redis
    .ask((client) => client.set(LAST, JSON.stringify(finding), { PX: KEPT_MS }))
    .catch(() => undefined);
  return finding;
}
