import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OneoffixxSimulator } from '../playground/oneoffixx-simulator.js';

const credentials = {
  clientId: '0d3a7e52-6f1b-4a27-9f0c-5b1f6f0e2a11',
  clientSecret: 'client-secret-of-the-test',
  presharedKey: 'preshared-key-of-the-test',
};

const WORD = '275af32e-bc40-45c2-85b7-afb1c0382653';

export interface RunningBackend<Backend> {
  readonly backend: Backend;
  /** What points Kontor at it. */
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

/** The simulator, in the test's hands: with faults, and with or without favourites. */
export async function startTemplateBackend(
  options: { withoutFavorites?: boolean; api?: '2019' | '2021' } = {},
): Promise<RunningBackend<OneoffixxSimulator>> {
  const { api = '2019', withoutFavorites = false } = options;
  const backend = await OneoffixxSimulator.start({
    ...{ credentials, api },
    withoutFavorites: () => withoutFavorites,
  });
  return reachable(backend, backend.hostname, { ONEOFFIXX_API: api }, () => backend.dispose());
}

/** A backend with so many templates in twenty groups, and no favourites. */
export async function startLargeBackend(count: number): Promise<RunningBackend<Server>> {
  const groups = Array.from({ length: 20 }, (_, group) => ({
    id: group,
    localizedName: `Dienststelle ${group}`,
    templates: Array.from({ length: count / 20 }, (__, index) => ({
      id: `t-${group}-${index}`,
      metaTemplateId: WORD,
      localizedName: `Vorlage ${group * (count / 20) + index} Verfügung`,
      templateGroupId: group,
      languages: ['2055'],
    })),
  }));
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const answer = path.endsWith('/token')
      ? { access_token: 'granted' }
      : path.endsWith('/TenantInfo')
        ? [{ datasources: [{ id: 1 }] }]
        : path.endsWith('/TemplateGroups')
          ? groups
          : { templates: [] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return reachable(server, `127.0.0.1:${port}`, {}, async () => {
    server.closeAllConnections();
    server.close();
  });
}

async function reachable<Backend>(
  backend: Backend,
  hostname: string,
  more: Record<string, string>,
  close: () => Promise<void>,
): Promise<RunningBackend<Backend>> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-templates-'));
  const file = join(folder, 'oneoffixx.json');
  const { clientId, clientSecret, presharedKey } = credentials;
  await writeFile(
    file,
    JSON.stringify({
      client_id: clientId,
      client_secret: clientSecret,
      preshared_key: presharedKey,
    }),
  );
  return {
    backend,
    env: {
      ...more,
      ONEOFFIXX_PROTOCOL: 'http',
      ONEOFFIXX_HOSTNAME: hostname,
      ONEOFFIXX_CREDENTIALS_FILE: file,
    },
    async stop() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
