import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PlatformSettings } from './platform/config/platform.config.js';
import { HealthChecks } from './platform/health/health-checks.js';

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
