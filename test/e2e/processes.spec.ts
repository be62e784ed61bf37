import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';

describe('several processes at one port (KONTOR_PROCESSES)', () => {
  let folder: string;
  let kontor: KontorProcess;
  let token: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-processes-'));
  });
  afterEach(async () => {
    const left = kontor.pid === 0 ? [] : children();
    await kontor.kill();
    await untilGone(left);
    await rm(folder, { recursive: true, force: true });
  });

  async function begin(settings: Record<string, string> = {}): Promise<void> {
    kontor = new KontorProcess({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      KONTOR_PROCESSES: '2',
      KONTOR_STOP_NOTICE_SECONDS: '0',
      ...settings,
    });
    await kontor.start('--playground');
    const answer = await fetch(`${kontor.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'admin' }),
    });
    ({ access_token: token } = (await answer.json()) as { access_token: string });
  }

  /** Each on a connection of its own, so that the processes take turns. */
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${kontor.url}${path}`, {
      ...init,
      headers: {
        ...(init.headers as object),
        authorization: `Bearer ${token}`,
        connection: 'close',
      },
    });

  const children = (): number[] => {
    try {
      return readFileSync(`/proc/${kontor.pid}/task/${kontor.pid}/children`, 'utf8')
        .split(' ')
        .filter((text) => text !== '')
        .map(Number);
    } catch {
      return [];
    }
  };
  const isAlive = (pid: number): boolean => {
    try {
      return !readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.startsWith('Z');
    } catch {
      return false;
    }
  };
  async function untilGone(pids: readonly number[]): Promise<void> {
    while (pids.some(isAlive)) await delay(20);
  }

  /** The processes of which `/metrics` has series, once there are so many. */
  async function untilServing(count: number): Promise<readonly string[]> {
    for (;;) {
      const text = await (await call('/metrics')).text();
      const numbers = new Set(
        [...text.matchAll(/^process_cpu_user_seconds_total\{.*process="(\d+)"/gm)].map(
          ([, number]) => number!,
        ),
      );
      if (numbers.size === count) return [...numbers].toSorted();
      await delay(50);
    }
  }

  it('should all answer for one installation, and show the metrics of all', async () => {
    await begin();
    expect(await untilServing(2)).toEqual(['1', '2']);
    const made = await call('/api/documents?title=One.txt', { method: 'POST', body: 'text' });
    const { id } = (await made.json()) as { id: string };
    const seen = await Promise.all(
      Array.from({ length: 8 }, async () => (await call(`/api/documents/${id}/content`)).text()),
    );
    expect(new Set(seen)).toEqual(new Set(['text']));
  });

  it('should replace one that is killed, while the other serves', async () => {
    await begin();
    await untilServing(2);
    const [first] = children();
    process.kill(first!, 'SIGKILL');
    const told = 'process 1 of 2 ended (SIGKILL); another one starts in 1 s';
    while (!kontor.output.includes(told)) await delay(20);
    for (let i = 0; i < 6; i++) expect((await call('/api/me')).status).toBe(200);
    await untilServing(2);
    expect(children()).toHaveLength(2);
  });

  it('should all end on SIGTERM, and also when the process that started them is killed', async () => {
    await begin();
    await untilServing(2);
    const ended = children();
    await kontor.kill('SIGTERM');
    expect([kontor.exitedWith, ended.filter(isAlive)]).toEqual(['SIGTERM', []]);

    await begin();
    await untilServing(2);
    const orphans = children();
    await kontor.kill('SIGKILL');
    await untilGone(orphans);
  });

  it('should say once why it cannot start, and end', async () => {
    await expect(begin({ KONTOR_MAX_FILE_BYTES: 'large' })).rejects.toThrow();
    expect(kontor.exitedWith).toBe(1);
    expect(kontor.output.match(/KONTOR_MAX_FILE_BYTES/g)).toHaveLength(1);

    await expect(begin({ KONTOR_PROCESSES: 'many' })).rejects.toThrow(
      /KONTOR_PROCESSES: must be a number from 1 to 64, or auto/,
    );
  });
});
