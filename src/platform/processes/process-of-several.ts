import { availableParallelism } from 'node:os';
import { readEnvironment, SettingsError, type Env } from '../config/environment.js';
import type { Metrics } from '../health/metrics.js';

const ARGUMENT = '--process=';

/** The message by which a process asks for the metrics of all, and by which it is answered. */
export const METRICS_REQUEST = 'kontor:metrics';
export interface MetricsRequest {
  readonly type: typeof METRICS_REQUEST;
  readonly request: number;
  readonly text?: string | undefined;
}

export const numberArgument = (number: number): string => `${ARGUMENT}${number}`;

/** How many processes KONTOR_PROCESSES asks for; 1 if it cannot be read, because starting explains what is wrong. */
export function wantedProcesses(): number {
  try {
    return processesOf(readEnvironment().env);
  } catch (error) {
    if (error instanceof SettingsError) return 1;
    throw error;
  }
}

function processesOf({ KONTOR_PROCESSES: text = '1' }: Env): number {
  if (text === 'auto') return availableParallelism();
  return /^\d{1,2}$/.test(text) ? Math.max(1, Number(text)) : 1;
}

/** Which of several processes this is, from 1; undefined if it is the only one. */
export function processNumber(args: readonly string[] = process.argv): number | undefined {
  const given = args.find((argument) => argument.startsWith(ARGUMENT));
  return given === undefined ? undefined : Number(given.slice(ARGUMENT.length));
}

/**
 * Makes this process one of several: its metrics bear its number, `/metrics` shows those of all, and it ends, as by
 * SIGTERM, when the process that started it is gone.
 */
export function joinProcesses(number: number, metrics: Metrics): void {
  const waiting = new Map<number, (text: string | undefined) => void>();
  let requests = 0;
  process.on('message', (message: MetricsRequest) => {
    if (message?.type === METRICS_REQUEST) waiting.get(message.request)?.(message.text);
  });
  metrics.shareAs(
    number,
    () =>
      new Promise((resolve) => {
        const request = (requests += 1);
        waiting.set(request, (text) => {
          waiting.delete(request);
          resolve(text);
        });
        process.send?.({ type: METRICS_REQUEST, request });
      }),
  );
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
