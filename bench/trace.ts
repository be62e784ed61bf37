import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { KontorUnderTest } from './kontor-under-test.ts';
import { download, median } from './limits.ts';

const KIB = 1024;
const WARM_UP = 100;
const DOCUMENTS_IN_LIST = 50;

type Figure = Record<string, string | number>;

interface Written {
  readonly spans: readonly (readonly [string, number, number, number | undefined])[];
  readonly cpuMs: number;
  readonly activeMs: number;
}

/** Where the milliseconds of each kind of work go, step by step, and which thread works at it. */
export async function trace(print: (title: string, figures: Figure[]) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-trace-'));
  const file = join(folder, 'trace.json');
  const listener = pathToFileURL(join(import.meta.dirname, 'trace-listener.mjs')).href;
  const kontor = new KontorUnderTest({
    NODE_OPTIONS: `--import=${listener}`,
    KONTOR_TRACE_FILE: file,
    KONTOR_AUTOSAVE_SECONDS: '0',
  });
  await kontor.start();
  try {
    for (const { name, count, act } of await works(kontor)) {
      for (let i = 0; i < Math.min(WARM_UP, count); i++) await act();
      const before = await written(kontor, file);
      const times: number[] = [];
      for (let i = 0; i < count; i++) {
        const from = performance.now();
        await act();
        times.push(performance.now() - from);
      }
      const after = await written(kontor, file);
      print(name, tableOf({ count, times, before, after }));
    }
    printSystemCalls(await systemCalls(kontor, (await works(kontor))[0]!.act), print);
  } finally {
    await kontor.stop();
    rmSync(folder, { recursive: true });
  }
}

interface Work {
  readonly name: string;
  readonly count: number;
  readonly act: () => Promise<unknown>;
}

async function works(kontor: KontorUnderTest): Promise<Work[]> {
  const id = await kontor.createDocument('Traced.txt');
  const session = await kontor.openSession(id);
  const small = text(20 * KIB);
  const large = text(1024 * KIB);
  const headers = kontor.fileHeaders(session);
  for (let i = 0; i < DOCUMENTS_IN_LIST; i++) await kontor.createDocument(`Listed-${i}.txt`);
  return [
    { name: 'A save of 20 KB', count: 300, act: () => kontor.save(session, small, 1) },
    { name: 'A save of 1 MB', count: 100, act: () => kontor.save(session, large, 1) },
    { name: 'A session', count: 500, act: () => kontor.openSession(id) },
    {
      name: 'A file handed out for opening, 1 MB',
      count: 300,
      act: () => download(session.config.document.url, headers),
    },
    {
      name: `A list of ${DOCUMENTS_IN_LIST} documents`,
      count: 300,
      act: async () => (await kontor.call('GET', '/api/documents?limit=50')).json(),
    },
  ];
}

interface Traced {
  readonly count: number;
  readonly times: readonly number[];
  readonly before: Written;
  readonly after: Written;
}

function tableOf({ count, times, before, after }: Traced): Figure[] {
  const steps = new Map<string, { calls: number; ms: number; workedMs: number }>();
  for (const [name, , ms, workedMs = 0] of after.spans) {
    const step = steps.get(name) ?? { calls: 0, ms: 0, workedMs: 0 };
    steps.set(name, {
      calls: step.calls + 1,
      ms: step.ms + ms,
      workedMs: step.workedMs + workedMs,
    });
  }
  const rows = [...steps].map(([step, { calls, ms, workedMs }]) => ({
    step,
    'times each': round(calls / count),
    'ms each': round(ms / count),
    'worked by a thread, ms': workedMs === 0 ? '' : round(workedMs / count),
  }));
  const whole = (step: string, ms: number): Figure => ({
    step,
    'times each': 1,
    'ms each': round(ms),
  });
  return [
    whole('all of it, as the caller sees it (median)', median(times)),
    whole('  of which the event loop was busy', (after.activeMs - before.activeMs) / count),
    whole('  processor time of all threads', (after.cpuMs - before.cpuMs) / count),
    ...rows,
  ];
}

/** What was collected since the last time. */
async function written(kontor: KontorUnderTest, file: string): Promise<Written> {
  rmSync(file, { force: true });
  process.kill(kontor.pid, 'SIGUSR2');
  while (!existsSync(file)) await delay(10);
  return JSON.parse(readFileSync(file, 'utf8')) as Written;
}

const COUNTED = 50;

/** Counted by strace, where it is installed; it slows everything down, so nothing is timed here. */
async function systemCalls(
  kontor: KontorUnderTest,
  act: () => Promise<unknown>,
): Promise<string | undefined> {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const strace = spawn('strace', ['-f', '-c', '-S', 'calls', '-p', String(kontor.pid)]);
  let output = '';
  strace.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!output.includes('attached')) await delay(20);
  for (let i = 0; i < COUNTED; i++) await act();
  const ended = new Promise((resolve) => strace.once('close', resolve));
  strace.kill('SIGINT');
  await ended;
  return output;
}

function printSystemCalls(
  output: string | undefined,
  print: (title: string, figures: Figure[]) => void,
): void {
  if (output === undefined) {
    console.log('System calls: strace is not installed.');
    return;
  }
  const rows = output.split('\n').flatMap((line): Figure[] => {
    const match = /^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$/.exec(line);
    return match === null || match[2] === 'total'
      ? []
      : [{ call: match[2]!, 'in one save': round(Number(match[1]) / COUNTED) }];
  });
  print('System calls of a save of 20 KB', rows.slice(0, 20));
}

const text = (bytes: number): Buffer =>
  Buffer.from(
    randomBytes(Math.ceil((bytes * 3) / 4))
      .toString('base64')
      .slice(0, bytes),
  );

const round = (value: number): number => Math.round(value * 100) / 100;
