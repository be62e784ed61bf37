import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { projectRoot } from './project-root.js';
import { startPlayground, type Env, type Playground } from './start-playground.js';

// The command `npm start`: the simulators in this process, and Kontor, as built for production, as its child.

const write = (lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n')}\n`);

/** The process environment, completed by `.env` in the working folder, as Kontor reads it. */
function readSettings(): Env {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

async function start(): Promise<Playground> {
  try {
    return await startPlayground(readSettings());
  } catch (error) {
    const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
    const reason =
      code === 'EADDRINUSE'
        ? `Port ${port} is taken. Choose other ones: PORT=4000 npm start`
        : message;
    process.stderr.write(`${reason}\n`);
    return process.exit(1);
  }
}

const playground = await start();
write([
  '',
  '  This is the playground: systems that are not configured are simulated.',
  '  Sign in as alice, bob or admin; the password is the name.',
  '  README.md explains how to connect a real Document Server. Ctrl+C stops.',
]);

const kontor = spawn(
  process.execPath,
  [join(projectRoot, 'dist/main.js'), '--playground', '--stop-with-stdin'],
  {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, ...playground.env },
  },
);
// Ctrl+C reaches both processes; this one waits until Kontor has ended. SIGTERM is forwarded. If this process is
// killed, the pipe at Kontor's standard input closes, and Kontor stops (`--stop-with-stdin`).
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => kontor.kill('SIGTERM'));

const [status, signal] = (await once(kontor, 'exit')) as [number | null, NodeJS.Signals | null];
await playground.dispose();
process.exitCode = status ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
