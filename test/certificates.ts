import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DAY_MS = 86_400_000;

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** A self-signed certificate for `host`, made by openssl; it ends so many days from now, or ended as many ago. */
export async function makeCertificate({ host = 'IP:127.0.0.1', days = 90 }): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-certificate-'));
  const file = (name: string) => join(folder, name);
  try {
    await writeFile(file('index'), '');
    await writeFile(file('cnf'), configOf(folder));
    await run('openssl', [
      ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=kontor', '-addext', `subjectAltName=${host}`],
      ...['-keyout', file('key'), '-out', file('request')],
    ]);
    await run('openssl', [
      ...['ca', '-batch', '-notext', '-config', file('cnf'), '-selfsign', '-keyfile', file('key')],
      ...['-in', file('request'), '-out', file('cert')],
      ...['-startdate', '20200101000000Z', '-enddate', stamp(Date.now() + days * DAY_MS)],
    ]);
    return { key: await readFile(file('key')), cert: await readFile(file('cert')) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const configOf = (folder: string): string =>
  [
    ...['[ca]', 'default_ca=own', '[own]', `database=${join(folder, 'index')}`],
    ...[`new_certs_dir=${folder}`, 'rand_serial=yes', 'default_md=sha256', 'policy=any'],
    ...['copy_extensions=copy', '[any]', 'commonName=supplied', ''],
  ].join('\n');

/** As `openssl ca` writes moments: 20261128120000Z. */
const stamp = (atMs: number): string =>
  new Date(atMs).toISOString().replace(/[-:T]/g, '').replace(/\.\d+/, '');
