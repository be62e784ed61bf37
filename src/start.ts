import { Logger } from '@nestjs/common';
import { Metrics } from './platform/health/metrics.js';
import { LogOutput } from './platform/logging/log-output.js';
import { PinoLogger } from './platform/logging/pino-logger.js';
import { readEnvironment, SettingsError } from './platform/config/environment.js';
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
}

/** Starts and listens, or says in plain words why it cannot and ends with status 1. */
export async function start(options: StartOptions): Promise<void> {
  try {
    const { env: given, notices } = readEnvironment();
    const { playground } = options;
    // How it is started decides, not what an `.env` may still hold from trying it out.
    const env = { ...given, KONTOR_PROFILE: playground ? 'playground' : 'production' };
    // Whoever reads them may leave: nobody is to be told then, and nothing ends for it.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    const output = new LogOutput();
    const app = await createApp(env, new PinoLogger(playground ? 'warn' : 'info', output));
    countLostLines(app.get(Metrics), output);
    const logger = new Logger('Settings');
    for (const notice of [...notices, ...unknownSettingsIn(env)]) logger.warn(notice);
    const { host, port, publicUrl } = app.get(PlatformSettings);
    await app.listen(port, host);
    endOnSignal(app);
    if (playground && options.stopWithStdin) endWithStdin();
    if (playground) process.stdout.write(`\n  Kontor is ready: ${publicUrl}\n\n`);
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

/** Whoever starts it may see where: a file, and what the engine calls it. */
function withReason({ message, data }: AppError): string {
  const where = [data.file, data.reason].filter((part) => typeof part === 'string').join(': ');
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

/** From whoever runs it, with a balancer in front; and from the keyboard, where nobody needs notice. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
type Signal = (typeof SIGNALS)[number];

/**
 * Ends well when told to: no longer ready, for a while, so that balancers send nothing more; then no new connections;
 * what runs is answered, saves included; background work gives its claims back. What takes too long is cut off: the
 * Document Server tells a save again that was not acknowledged, and claims run out.
 */
export function endOnSignal(app: NestFastifyApplication): void {
  let isEnding = false;
  const end = (signal: Signal): void => {
    // Told twice: whoever is at the keyboard wants it now.
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
      `not done within ${stopWithinMs / 1000} s (KONTOR_STOP_SECONDS): the rest is cut off`,
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
