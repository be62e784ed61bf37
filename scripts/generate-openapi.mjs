// Writes openapi.json from the built application; with --check it only says whether the file is fresh.
import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { has, root } from './project.mjs';

const file = join(root, 'openapi.json');
const fresh = `${JSON.stringify(await describe(), null, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, fresh);
} else if (!has('openapi.json') || readFileSync(file, 'utf8') !== fresh) {
  process.stderr.write('openapi.json is not what the code says: npm run generate:openapi\n');
  process.exitCode = 1;
}

/** The production profile, since stand-ins are no part of the contract. It never listens. */
async function describe() {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-openapi-'));
  const { createApp } = await import('../dist/create-app.js');
  const { describeApi } = await import('../dist/platform/http/openapi.js');
  const { PinoLogger } = await import('../dist/platform/logging/pino-logger.js');
  const app = await createApp(environmentIn(folder), new PinoLogger('silent'));
  try {
    return describeApi(app);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Enough to start; nobody is called at these addresses. */
function environmentIn(folder) {
  return {
    KONTOR_PROFILE: 'production',
    KONTOR_DATA_DIR: join(folder, 'data'),
    KONTOR_SECRET_FILE: join(folder, 'secret.key'),
    KONTOR_IDENTITY_FILE: join(folder, 'identity.key'),
    EUROOFFICE_URL: 'http://127.0.0.1:9',
    EUROOFFICE_JWT_SECRET: 'only-for-describing-the-api-0123456789',
  };
}
