import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { AggregatorRegistry } from 'prom-client';
import { METRICS_REQUEST, numberArgument, type MetricsRequest } from './process-of-several.js';

/** A process that ended is replaced after a second; each time it ends early again, after twice as long. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever served for so long ends for a new reason. */
const SETTLED_MS = 60_000;
/** Ctrl+C reaches every process of a terminal. Those that it did not reach are told a little later. */
const TERMINAL_MS = 500;

/**
 * Runs so many processes of Kontor that accept connections at one port, and replaces each one that ends by itself.
 * The first one starts alone, because it makes what all share: keys, schema. If it cannot start, everything ends with
 * its status. SIGTERM and SIGINT end all of them gracefully, and this process when the last one has ended.
 */
export function runProcesses(count: number): void {
  new Processes(count).run();
}

class Processes {
  readonly #registry = new AggregatorRegistry();
  #ending: NodeJS.Signals | undefined;
  #worstStatus = 0;

  constructor(private readonly count: number) {}

  run(): void {
    // The default, but a host's NODE_CLUSTER_SCHED_POLICY must not leave all work to one process.
    cluster.schedulingPolicy = cluster.SCHED_RR;
    cluster.on('message', (worker, message: MetricsRequest) => {
      if (message?.type === METRICS_REQUEST) void this.#answerMetrics(worker, message);
    });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, this.#end);
    void this.#startAll();
  }

  async #startAll(): Promise<void> {
    const first = this.#fork(1);
    const ended = once(first, 'exit').then(([status]) => (status as number | null) ?? 0);
    const failed = await Promise.race([once(first, 'listening').then(() => undefined), ended]);
    if (failed !== undefined) return this.#finish(failed);
    void this.#keep(1, first);
    for (let number = 2; number <= this.count; number++) void this.#keep(number);
  }

  /** One of the processes, again and again until the end. */
  async #keep(number: number, running?: Worker): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let worker = running; this.#ending === undefined; worker = undefined) {
      const beganMs = performance.now();
      const [status, signal] = (await once(worker ?? this.#fork(number), 'exit')) as Exit;
      if (this.#isOver(status, signal)) return;
      if (performance.now() - beganMs > SETTLED_MS) pauseMs = FIRST_PAUSE_MS;
      tell(`process ${number} of ${this.count} ended (${signal ?? `status ${status}`})`, pauseMs);
      await delay(pauseMs);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }

  #fork(number: number): Worker {
    cluster.setupPrimary({ args: [...process.argv.slice(2), numberArgument(number)] });
    return cluster.fork();
  }

  /** Whether it ended because it was told to; with the last one, this process ends. */
  #isOver(status: number | null, signal: NodeJS.Signals | null): boolean {
    const wasTold = signal === 'SIGTERM' || signal === 'SIGINT';
    if (this.#ending === undefined && !wasTold) return false;
    this.#ending ??= signal ?? 'SIGTERM';
    if (!wasTold) this.#worstStatus = status ?? 1;
    if (!isAnyLeft()) this.#finish(this.#worstStatus);
    return true;
  }

  /** Ends as its processes did. */
  #finish(status: number): void {
    if (status !== 0 || this.#ending === undefined) process.exit(status);
    process.removeAllListeners(this.#ending);
    process.kill(process.pid, this.#ending);
  }

  readonly #end = (signal: NodeJS.Signals): void => {
    // A second Ctrl+C ends the others at once, and this process with them.
    if (this.#ending !== undefined) return;
    this.#ending = signal;
    if (!isAnyLeft()) return this.#finish(0);
    const endAll = () => {
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
    };
    if (signal === 'SIGTERM') endAll();
    else setTimeout(endAll, TERMINAL_MS);
  };

  /** The metrics of all processes, each with its number; if one does not answer, whoever asked shows its own only. */
  async #answerMetrics(worker: Worker, { request }: MetricsRequest): Promise<void> {
    const text = await this.#registry.clusterMetrics().catch(() => undefined);
    if (worker.isConnected()) worker.send({ type: METRICS_REQUEST, request, text });
  }
}

const isAnyLeft = (): boolean => Object.keys(cluster.workers ?? {}).length > 0;

type Exit = [number | null, NodeJS.Signals | null];

/** In the form of the service's log, without its libraries: this process does nothing else. */
function tell(what: string, pauseMs: number): void {
  const msg = `${what}; another one starts in ${pauseMs / 1000} s`;
  const line = { level: 50, time: Date.now(), context: 'Processes', msg };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
