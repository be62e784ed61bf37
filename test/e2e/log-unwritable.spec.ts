import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePorts } from '../free-port.js';

const METRICS_TOKEN = 'metrics-0123456789-0123456789-0123456789';

describe('a log that cannot be written', () => {
  let folder: string;
  let url: string;
  let child: ChildProcess;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-log-'));
  });

  afterEach(async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    await rm(folder, { recursive: true, force: true });
  });

  async function start(stdout: number | 'pipe'): Promise<void> {
    const port = await freePorts();
    url = `http://127.0.0.1:${port}`;
    child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../dist/main.js'), '--playground'],
      {
        env: {
          PATH: process.env.PATH,
          PORT: String(port),
          EUROOFFICE_URL: 'http://127.0.0.1:9',
          EUROOFFICE_JWT_SECRET: 'of a Document Server that is not there',
          KONTOR_DATA_DIR: join(folder, 'data'),
          KONTOR_METRICS_TOKEN: METRICS_TOKEN,
        },
        stdio: ['ignore', stdout, 'ignore'],
      },
    );
    for (;;) {
      const live = await fetch(`${url}/health/live`).catch(() => undefined);
      if (live?.ok) return;
      expect(child.exitCode).toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Each of them is a warning in the log. */
  async function refuse(times: number): Promise<void> {
    const address = `${url}/api/eurooffice/callback/${'s'.repeat(40)}?cap=${'c'.repeat(80)}`;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    for (let i = 0; i < times; i += 20) {
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          const answer = await fetch(address, init);
          expect(answer.status).toBe(403);
          await answer.arrayBuffer();
        }),
      );
    }
  }

  async function lost(): Promise<number> {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
    return Number(/^kontor_log_lines_lost_total (\d+)$/m.exec(metrics)?.[1]);
  }

  it('should not end or slow down anything when its device is full', async () => {
    const full = openSync('/dev/full', 'w');
    await start(full);
    closeSync(full);
    await refuse(3000);
    expect(await lost()).toBeGreaterThan(0);
    expect((await fetch(`${url}/login`)).status).toBe(200);
  });

  it('should not end or slow down anything when nobody reads it, and go on when somebody does', async () => {
    await start('pipe');
    await refuse(4000);
    expect(await lost()).toBeGreaterThan(0);
    const read = text(child.stdout!);
    const atOnce = await lost();
    await refuse(20);
    child.kill('SIGTERM');
    const lines = (await read).trimEnd().split('\n');
    const reported = lines
      .map((line) => /(\d+) log lines before this one/.exec(line)?.[1])
      .find(Boolean);
    expect(Number(reported)).toBeGreaterThanOrEqual(atOnce);
  });

  it('should not end anything when whoever read it is gone', async () => {
    await start('pipe');
    child.stdout!.destroy();
    await refuse(40);
    expect((await fetch(`${url}/login`)).status).toBe(200);
    expect(child.exitCode).toBeNull();
  });
});
