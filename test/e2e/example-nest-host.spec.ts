import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KontorModule as Declared } from '@kontor/server';
import { DocumentServerSimulator, type EditorConfig } from '../../playground/index.js';
import { KontorModule } from '../../src/kontor.module.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { freePorts } from '../free-port.js';
import { Stranger } from '../stranger.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
const PASSWORD = 'long enough for alice';

/** The declarations of the package are written by hand; the compiler compares them with the code. */
const declared: Pick<typeof Declared, 'forRoot' | 'forRootAsync'> = KontorModule;

describe('the example of a Nest application', () => {
  const stranger = new Stranger();
  let documentServer: DocumentServerSimulator;

  beforeAll(async () => {
    documentServer = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
  });
  afterAll(async () => {
    await stranger.leave();
    await documentServer.dispose();
  });

  it('should have a package that declares what it has and needs what Kontor needs', () => {
    expect(declared).toBe(KontorModule);
    const manifest = (folder: string) =>
      JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8')) as {
        version: string;
        dependencies: Record<string, string>;
        peerDependencies: Record<string, string>;
      };
    const [own, whole] = [manifest('packages/server'), manifest('.')];
    const { node: _ofTheProject, ...needed } = whole.dependencies;
    const peers = Object.keys(own.peerDependencies);
    for (const name of peers) expect(needed).toHaveProperty([name]);
    const others = Object.entries(needed).filter(([name]) => !peers.includes(name));
    expect(own.dependencies).toEqual(Object.fromEntries(others));
    expect(own.version).toBe(whole.version);
  });

  it('should edit documents below its path, from packages alone', async () => {
    stranger.installServer('nest-host');
    const folder = join(stranger.folder, 'examples/nest-host');
    const port = String(await freePorts());
    const settings = { EUROOFFICE_URL: documentServer.url, EUROOFFICE_JWT_SECRET: SECRET };
    const command = join(folder, 'node_modules/@kontor/server/dist/kontor.js');
    // As `npx kontor` starts it: npm links the file.
    execFileSync(command, ['user', 'add', 'alice'], {
      cwd: folder,
      input: `${PASSWORD}\n`,
      env: {
        PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
        KONTOR_DATA_DIR: './data',
        ...settings,
      },
    });
    await stranger.runFile('nest-host', 'main.mjs', { PORT: port, ...settings });

    const host = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${host}/hello`)).json()).toEqual({ from: 'the host' });
    const post = async (path: string, body: string, token?: string): Promise<object> => {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const headers = { 'content-type': 'application/json', ...authorization };
      const answer = await fetch(`${host}/kontor${path}`, { method: 'POST', headers, body });
      expect([path, answer.ok]).toEqual([path, true]);
      return (await answer.json()) as object;
    };
    const person = JSON.stringify({ username: 'alice', password: PASSWORD });
    const { access_token: token } = (await post('/api/auth/token', person)) as {
      access_token: string;
    };
    const { id } = (await post('/api/documents?title=A.txt', 'Dear', token)) as { id: string };
    const wanted = JSON.stringify({ file_id: id });
    const { config } = (await post('/api/eurooffice/session', wanted, token)) as {
      config: EditorConfig;
    };
    const editor = await documentServer.connect(config);
    await editor.type(' Bob');
    await editor.close();
    expect(await documentServer.nextCallback(2)).toMatchObject({ success: true });
    const content = await fetch(`${host}/kontor/api/documents/${id}/content`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await content.text()).toBe('Dear Bob');
    const page = await fetch(`${host}/kontor/login`);
    expect(await page.text()).toContain('href="/kontor/assets/desk/desk.css?v=');
  });
});
