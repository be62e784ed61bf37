// Writes openapi.json from the built application, docs/errors.md from its code, and from both the types of
// packages/client; with --check it only says whether they are fresh.
import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { has, root } from './project.mjs';
import { readErrorCodes } from './read-error-codes.mjs';
import { clientTypes } from './write-client-types.mjs';
import { errorsPage } from './write-errors-page.mjs';

/** They make an error anew from another one, whose code is read where it is made first. */
const AGAIN = ['src/platform/database/open-database.ts'];

const read = readErrorCodes();
// A code that cannot be read would be missing from the description.
const unread = read.unnamed.filter((place) => !AGAIN.some((file) => place.startsWith(file)));
if (unread.length > 0) throw new Error(`No code found: ${unread.join('; ')}`);
// Of everything that is no AppError.
const { UNEXPECTED } = await import('../dist/platform/http/problem.js');
read.errors.set('platform/unexpected', {
  kinds: new Set(['internal']),
  texts: new Set([String(UNEXPECTED)]),
});
const documented = await describe(knownErrors(read));
const files = {
  'openapi.json': `${JSON.stringify(documented, null, 2)}\n`,
  'docs/errors.md': await errorsPage(read, documented),
  ...(await clientTypes(read, documented)),
};
for (const [file, fresh] of Object.entries(files)) {
  if (!process.argv.includes('--check')) writeFileSync(join(root, file), fresh);
  else if (!has(file) || readFileSync(join(root, file), 'utf8') !== fresh) {
    process.stderr.write(`${file} is not what the code says: npm run generate:openapi\n`);
    process.exitCode = 1;
  }
}

function knownErrors({ errors, methods }) {
  const kindsByCode = [...errors].map(([code, { kinds }]) => [code, [...kinds]]);
  return { kinds: Object.fromEntries(kindsByCode), methods: Object.fromEntries(methods) };
}

/** The production profile, since stand-ins are no part of the contract. It never listens. */
async function describe(known) {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-openapi-'));
  const { createApp } = await import('../dist/create-app.js');
  const { describeApi } = await import('../dist/platform/http/openapi.js');
  const { PinoLogger } = await import('../dist/platform/logging/pino-logger.js');
  const app = await createApp(environmentIn(folder), new PinoLogger('silent'));
  try {
    return describeApi(app, known);
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
