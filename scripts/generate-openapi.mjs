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

/** What the running application answers at /api/openapi.json, with an address that names no machine. */
async function describe() {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-openapi-'));
  const { createApp } = await import('../dist/create-app.js');
  const app = await createApp(
    {
      KONTOR_PROFILE: 'playground',
      KONTOR_DATA_DIR: join(folder, 'data'),
      KONTOR_SECRET_FILE: join(folder, 'secret.txt'),
      KONTOR_IDENTITY_FILE: join(folder, 'identity.txt'),
    },
    false,
  );
  try {
    await app.init();
    const answer = await app.inject({ url: '/api/openapi.json' });
    if (answer.statusCode !== 200) throw new Error(`/api/openapi.json: ${answer.statusCode}`);
    return answer.json();
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
