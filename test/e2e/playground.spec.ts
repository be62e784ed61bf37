import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OfficeConnectorSimulator } from '../../playground/index.js';
import { freePorts } from '../free-port.js';

describe('npm start', () => {
  let folder: string;
  let port: number;
  let playground: ChildProcess;
  let url: string;
  let simulatorUrl: string;

  const start = async () => {
    const script = join(import.meta.dirname, '../../dist-playground/start.js');
    playground = spawn(process.execPath, [script], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        KONTOR_DATA_DIR: join(folder, 'data'),
        KONTOR_STOP_NOTICE_SECONDS: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: playground.stdout! }))
      if (line.includes(`Kontor is ready: ${url}`)) return;
    throw new Error('The playground ended while starting');
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-playground-'));
    port = await freePorts();
    url = `http://127.0.0.1:${port}`;
    simulatorUrl = `http://127.0.0.1:${port + 1}`;
    await start();
  });

  afterAll(async () => {
    if (playground.exitCode === null && playground.signalCode === null) playground.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const tokenOf = async (name: string): Promise<string> => {
    const response = await fetch(`${url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: name, password: name }),
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as { access_token: string }).access_token;
  };

  it.each(['alice', 'bob', 'admin'])('should let %s sign in with that password', async (name) => {
    expect(await tokenOf(name)).toBeTruthy();
  });

  it('should simulate the Document Server and the template backend', async () => {
    expect(await (await fetch(`${simulatorUrl}/healthcheck`)).text()).toBe('true');
    const headers = { authorization: `Bearer ${await tokenOf('alice')}` };
    const answer = await fetch(`${url}/api/oneoffixx/templates`, { headers });
    const { templates } = (await answer.json()) as { templates: unknown[] };
    expect(templates.length).toBeGreaterThan(0);
  });

  it('should make a document from a template, as the built product does', async () => {
    const authorization = `Bearer ${await tokenOf('alice')}`;
    const listed = await fetch(`${url}/api/oneoffixx/templates`, { headers: { authorization } });
    const { templates } = (await listed.json()) as { templates: { template_id: string }[] };
    const created = await fetch(`${url}/api/oneoffixx/documents`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Antwort', template_id: templates[0]!.template_id }),
    });
    expect(created.status).toBe(201);
    const steps: string[] = [];
    const { url: link } = (await created.json()) as { url: string };
    await new OfficeConnectorSimulator((step) => steps.push(step)).open(link);
    expect(steps.at(-1)).toBe('Checked in');
  });

  it('should end Kontor and the simulators together', async () => {
    const ended = once(playground, 'exit');
    playground.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    for (const address of [url, simulatorUrl]) await expect(fetch(address)).rejects.toThrow();
  });

  it('should end Kontor also when the launcher is killed', async () => {
    await start();
    // Kontor shares the launcher's output: it closes when the last of the two has ended.
    const allEnded = once(playground.stdout!.resume(), 'close');
    playground.kill('SIGKILL');
    await allEnded;
    await expect(fetch(url)).rejects.toThrow();
  });
});
