import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { freePorts } from '../test/free-port.ts';
import { KontorProcess } from '../test/kontor-process.ts';
import { median } from './limits.ts';

const RUNS = 4;
const ROOT = join(import.meta.dirname, '..');
type Figure = Record<string, string | number>;
/** Milliseconds by step. */
type Steps = Record<string, number>;

/**
 * A start with data that is there, and code that was built and run before: `npm start` as a whole, then its parts,
 * each in a process of its own. Processor time is that of all threads until Kontor listens.
 */
export async function start(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-start-'));
  try {
    const runs: Steps[] = [];
    for (let run = 0; run <= RUNS; run++) {
      const steps = {
        'npm start, until it serves': await wholeStart(folder),
        '  check of the sources': await timed('scripts/prepare.mjs'),
        ...(await stepsOfKontor(folder)),
      };
      if (run > 0) runs.push(steps);
    }
    return Object.keys(runs[0] ?? {}).map((step) => {
      const times = runs.map((each) => Math.round(each[step] ?? Number.NaN));
      return {
        step,
        ...Object.fromEntries(times.map((ms, i) => [`run ${i + 1}, ms`, ms])),
        median: median(times),
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const settingsFor = async (folder: string): Promise<Record<string, string>> => ({
  KONTOR_DATA_DIR: join(folder, 'data'),
  PORT: String(await freePorts()),
});

/** In the playground, with its simulators. */
async function wholeStart(folder: string): Promise<number> {
  const from = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, ...(await settingsFor(folder)) },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(npm, 'exit');
  let output = '';
  await new Promise<void>((resolve, reject) => {
    npm.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Kontor is ready')) resolve();
    });
    npm.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  const ms = performance.now() - from;
  // All of its processes, as Ctrl+C in a terminal would.
  if (npm.pid !== undefined) process.kill(-npm.pid, 'SIGINT');
  await ended;
  return ms;
}

async function timed(script: string): Promise<number> {
  const from = performance.now();
  await once(spawn(process.execPath, [join(ROOT, script)], { stdio: 'inherit' }), 'exit');
  return performance.now() - from;
}

async function stepsOfKontor(folder: string): Promise<Steps> {
  const file = join(folder, 'trace.json');
  const listener = pathToFileURL(join(import.meta.dirname, 'trace-listener.mjs')).href;
  const kontor = new KontorProcess({
    ...(await settingsFor(folder)),
    NODE_OPTIONS: `--import=${listener}`,
    KONTOR_TRACE_FILE: file,
  });
  const from = performance.now();
  await kontor.start('--playground');
  const whole = performance.now() - from;
  rmSync(file, { force: true });
  process.kill(kontor.pid, 'SIGUSR2');
  while (!existsSync(file)) await delay(10);
  const { spans, cpuMs } = JSON.parse(readFileSync(file, 'utf8')) as {
    spans: readonly (readonly [string, number, number])[];
    cpuMs: number;
  };
  await kontor.kill('SIGTERM');
  const steps = spans.filter(([name]) => name.startsWith('start: '));
  const pauses = spans.filter(([name]) => name === 'garbage collector');
  return {
    '  Kontor alone, until it answers': whole,
    ...Object.fromEntries(steps.map(([name, , ms]) => [`    ${name.slice(7)}`, ms])),
    '    the collector, within these': pauses.reduce((sum, [, , ms]) => sum + ms, 0),
    '  its processor time': cpuMs,
  };
}
