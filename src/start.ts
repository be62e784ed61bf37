import { Logger } from '@nestjs/common';
import { Metrics } from './platform/health/metrics.js';
import { LogOutput } from './platform/logging/log-output.js';
import { PinoLogger } from './platform/logging/pino-logger.js';
import { readEnvironment, SettingsError } from './platform/config/environment.js';
import { shareLookups } from './platform/http/shared-lookups.js';
import { span } from './platform/timeline/span.js';
import { joinProcesses } from './platform/processes/process-of-several.js';
import { PlatformSettings } from './platform/config/platform.config.js';
import { isAppError, type AppError } from './platform/errors/app-error.js';
import { errorFromDisk } from './platform/errors/disk.errors.js';
import { createApp } from './create-app.js';
import { unknownSettingsIn } from './settings.js';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthChecks } from './platform/health/health-checks.js';

interface StartOptions {
  readonly playground: boolean;
  /** Only in the playground: the launcher holds the other end of stdin. When it is killed, Kontor must not stay. */
  readonly stopWithStdin: boolean;
  /** Which of KONTOR_PROCESSES this is, from 1. */
  readonly processNumber: number | undefined;
}

/** Starts and listens; on failure prints the reason and ends with status 1. */
export async function start(options: StartOptions): Promise<void> {
  try {
    const { env: given, notices } = readEnvironment();
    const { playground } = options;
    // The start command decides, not a value that may be left in `.env`.
    const env = { ...given, KONTOR_PROFILE: playground ? 'playground' : 'production' };
    // The reader of a pipe may end: Kontor keeps running without output.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    shareLookups();
    const output = new LogOutput();
    const logger = new PinoLogger(playground ? 'warn' : 'info', output);
    const app = await span('start: make the parts', () => createApp(env, logger));
    countLostLines(app.get(Metrics), output);
    const { processNumber = 1 } = options;
    if (options.processNumber !== undefined) joinProcesses(processNumber, app.get(Metrics));
    const settings = new Logger('Settings');
    for (const notice of [...notices, ...unknownSettingsIn(env)]) settings.warn(notice);
    const { host, port, publicUrl } = app.get(PlatformSettings);
    await span('start: routes, until it listens', () => app.listen(port, host));
    endOnSignal(app);
    if (playground && options.stopWithStdin) endWithStdin();
    if (playground && processNumber === 1)
      process.stdout.write(`\n  Kontor is ready: ${publicUrl}\n\n`);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function countLostLines(metrics: Metrics, output: LogOutput): void {
  metrics.counter({
    name: 'kontor_log_lines_lost_total',
    help: 'Log lines that could not be written: the device was full, or nobody read them.',
    collect() {
      this.reset();
      this.inc(output.lostLines);
    },
  });
}

/** Adds the file and what the engine said, which whoever starts the server may see. */
function withReason({ message, data, cause }: AppError): string {
  const said = cause instanceof Error ? cause.message : undefined;
  const parts = new Set([data.file, data.reason, said]);
  const where = [...parts].filter((part) => typeof part === 'string').join(': ');
  return where === '' ? message : `${message}\n(${where})`;
}

function explain(thrown: unknown): string {
  const error = errorFromDisk(thrown) ?? thrown;
  if (error instanceof SettingsError) return error.message;
  if (isAppError(error)) return withReason(error);
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another one: PORT=4000 npm start`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A pipe closes with the process at its other end, even after SIGKILL; the end then is that of SIGTERM. */
function endWithStdin(): void {
  const end = (): void => void process.kill(process.pid, 'SIGTERM');
  process.stdin.once('end', end).once('error', end).resume();
}

/** SIGTERM comes from a service manager, with a balancer in front; SIGINT from the keyboard, without a notice period. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
type Signal = (typeof SIGNALS)[number];

/**
 * Graceful shutdown: reports itself as not ready for the notice period, so that balancers send no more requests; then
 * accepts no new connections, finishes running requests including saves, and releases the claims of background work.
 * Work that takes too long is aborted: the Document Server sends an unacknowledged save again, and claims expire.
 */
export function endOnSignal(app: NestFastifyApplication): void {
  let isEnding = false;
  const end = (signal: Signal): void => {
    // A second Ctrl-C ends the process at once.
    if (isEnding && signal === 'SIGINT') process.exit(1);
    if (isEnding) return;
    isEnding = true;
    void endWell(app, signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
}

async function endWell(app: NestFastifyApplication, signal: Signal): Promise<void> {
  const logger = new Logger('Ending');
  const { stopNoticeMs, stopWithinMs } = app.get(PlatformSettings);
  app.get(HealthChecks).leave();
  setTimeout(() => {
    logger.error(
      `not done within ${stopWithinMs / 1000} s (KONTOR_STOP_SECONDS): the rest is aborted`,
    );
    process.exit(1);
  }, stopWithinMs).unref();
  try {
    if (signal === 'SIGTERM') await delay(stopNoticeMs);
    await app.close();
  } catch (error) {
    logger.error({ err: error, msg: 'ending failed' });
    process.exit(1);
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
