import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TemplateStandInSettings } from './playground.config.js';
import { StandInOneoffixxBackend } from './stand-in-oneoffixx.http.js';

/** The backend with credentials of its own, which it leaves where Kontor reads them. */
export async function startTemplateStandIn(
  settings: TemplateStandInSettings,
): Promise<StandInOneoffixxBackend> {
  const credentials = {
    clientId: randomUUID(),
    clientSecret: randomBytes(24).toString('base64url'),
    presharedKey: randomBytes(24).toString('base64url'),
  };
  const { credentialsFile, ...options } = settings;
  const backend = await StandInOneoffixxBackend.start({ ...options, credentials });
  await mkdir(dirname(credentialsFile), { recursive: true });
  const text = JSON.stringify({
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    preshared_key: credentials.presharedKey,
  });
  await writeFile(credentialsFile, `${text}\n`, { mode: 0o600 });
  return backend;
}
