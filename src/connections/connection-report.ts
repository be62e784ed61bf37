import type { Metrics } from '../platform/health/metrics.js';
import { causeOf, type Connection } from './connection.js';

export interface ReportLog {
  log(message: object): void;
  warn(message: object): void;
}

const VALUE = { ok: 1, failing: 0, unknown: Number.NaN, off: Number.NaN } as const;

/** Logs each change, and sets the metrics. */
export class ConnectionReport {
  readonly #up;
  readonly #cause;

  constructor(
    metrics: Metrics,
    private readonly log: ReportLog,
  ) {
    this.#up = metrics.gauge({
      name: 'kontor_connection_up',
      help: '1 while a system that Kontor depends on works as it is used, 0 while it does not.',
      labelNames: ['connection'],
    });
    this.#cause = metrics.gauge({
      name: 'kontor_connection_cause',
      help: '1 for the cause of a failure or warning, as docs/deploying.md lists them.',
      labelNames: ['connection', 'cause'],
    });
  }

  record(connection: Connection, before: Connection | undefined): void {
    const { name, state, found } = connection;
    if (before?.found !== undefined)
      this.#cause.remove({ connection: name, cause: before.found.code });
    if (found !== undefined) this.#cause.set({ connection: name, cause: found.code }, 1);
    const value = VALUE[state];
    if (Number.isNaN(value)) this.#up.remove({ connection: name });
    else this.#up.set({ connection: name }, value);
    if (before?.state !== state || before.found?.code !== found?.code) this.#logChange(connection);
  }

  #logChange({ name, state, found }: Connection): void {
    if (found === undefined) {
      if (state === 'ok') this.log.log({ connection: name, msg: `${name} works` });
      return;
    }
    const { cause, fix } = causeOf(found);
    const fields = { connection: name, code: found.code, fix, msg: cause };
    if (state === 'failing') this.log.warn(fields);
    else this.log.log(fields);
  }
}
