import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import {
  playgroundSettings,
  writeCredentials,
  type Env,
  type PlaygroundSettings,
} from './playground-settings.js';
import { projectRoot } from './project-root.js';

// The command `npm start`: the simulators in this process, and Kontor, as built for production, as its child. Kontor is
// started first, because it takes longer; the simulators answer long before it asks for them.

const write = (lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n')}\n`);

/** The process environment, completed by `.env` in the working folder, as Kontor reads it. */
function readSettings(): Env {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

function fail(error: unknown): never {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  const reason =
    code === 'EADDRINUSE'
      ? `Port ${port} is taken. Choose other ones: PORT=4000 npm start`
      : message;
  process.stderr.write(`${reason}\n`);
  return process.exit(1);
}

function settingsToStart() {
  try {
    return playgroundSettings(readSettings());
  } catch (error) {
    return fail(error);
  }
}

/** Another playground is noticed before its credentials are replaced, and before Kontor opens its data. */
async function refuseTakenPorts({ documentServer, oneoffixx }: PlaygroundSettings): Promise<void> {
  for (const address of [documentServer, oneoffixx]) {
    if (address === undefined) continue;
    const server = createServer().listen(address.port, address.host);
    await once(server, 'listening');
    await once(server.close(), 'close');
  }
}

const settings = settingsToStart();
await refuseTakenPorts(settings).catch(fail);
await writeCredentials(settings).catch(fail);
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
    env: { ...process.env, ...settings.env },
  },
);
// Ctrl+C reaches both processes; this one waits until Kontor has ended. SIGTERM is forwarded. If this process is
// killed, the pipe at Kontor's standard input closes, and Kontor stops (`--stop-with-stdin`).
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => kontor.kill('SIGTERM'));
const ended = once(kontor, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;

const { startSimulators } = await import('./start-playground.js');
const dispose = await startSimulators(settings).catch(async (error: unknown) => {
  kontor.kill('SIGKILL');
  await ended;
  return fail(error);
});

const [status, signal] = await ended;
await dispose();
process.exitCode = status ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
