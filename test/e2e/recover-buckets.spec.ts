import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { S3Fixture } from '../medium/storage-s3-fixture.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { signingKeyOf } from '../../src/storage/seal/signing-key.js';
import { recoveredIn, reportIn, runRecover } from '../recovery-fixture.js';
import type { RunningS3 } from '../running-s3.js';
import { startCeph } from '../start-ceph.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

const PLACES = [1, 2, 3, 4, 5, 6];
/** Over what one request takes: their shards were uploaded in parts. */
const LARGE = randomBytes(20_000_000).toString('hex');

/** Kontor ran on six buckets and is no more; four of them are left, and somebody's key. */
describe('the script that recovers, from buckets', () => {
  let folder: string;
  let ceph: RunningS3;
  let fixture: S3Fixture;
  let keys: Record<'server' | 'recovery' | 'alice' | 'bob', string>;
  let signer: string;
  let runs = 0;
  const documents = new Map<string, readonly string[]>();

  const addressOf = (n: number): string =>
    `s3://${S3Fixture.bucket}/places/${n}?endpoint=${ceph.endpoint}&region=${ceph.region}`;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-recover-'));
    ceph = await startCeph();
    fixture = new S3Fixture(ceph);
    await fixture.makeBucket();
    const recovery = await generateIdentity();
    const kontor = await start(await identityToRecipient(recovery));
    try {
      const { alice, bob } = await fill(kontor);
      const identityFile = join(kontor.folder, 'kontor-identity.key');
      const server = await readFile(identityFile, 'utf8');
      const [seed] = /[A-Za-z0-9+/]{43}=/.exec(server)!;
      const { kid, publicKey } = signingKeyOf(Buffer.from(seed, 'base64'));
      const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
      signer = `${kid}/${raw.toString('base64')}`;
      const secrets = { server, recovery, alice: alice.secret, bob: bob.secret };
      keys = { ...secrets };
      for (const [name, secret] of Object.entries(secrets)) {
        keys[name as keyof typeof keys] = join(folder, `${name}.key`);
        await writeFile(join(folder, `${name}.key`), `${secret}\n`);
      }
    } finally {
      await kontor.stop();
    }
    for (const n of [2, 5]) expect(await fixture.empty(`places/${n}/`)).toBeGreaterThan(5);
    await copyFile(join(projectRoot, 'dist/kontor-recover.mjs'), join(folder, 'recover.mjs'));
  });

  afterAll(async () => {
    fixture?.close();
    await ceph?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    runs++;
  });

  async function start(recoveryRecipient: string): Promise<RunningKontor> {
    const providers = PLACES.map((n) => ({ name: `far-${n}`, url: addressOf(n) }));
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 4, m: 2, providers }));
    const secrets = PLACES.flatMap((n) => [
      [`KONTOR_S3_FAR_${n}_ACCESS_KEY_ID`, ceph.accessKeyId],
      [`KONTOR_S3_FAR_${n}_SECRET_ACCESS_KEY`, ceph.secretAccessKey],
    ]);
    return startKontor({
      KONTOR_STORAGE: file,
      KONTOR_RECOVERY_RECIPIENT: recoveryRecipient,
      ...Object.fromEntries(secrets),
    });
  }

  /** A managed document; a private one that bob could read until he was put out, and not after. */
  async function fill(kontor: RunningKontor) {
    const alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    const create = async (title: string, ...versions: string[]): Promise<string> => {
      const path = `/api/documents?title=${title}`;
      const answer = await alice.fetch(path, { method: 'POST', body: versions[0]! });
      expect(answer.status).toBe(201);
      const { id } = (await answer.json()) as { id: string };
      for (const version of versions.slice(1)) await replace(id, version);
      return id;
    };
    const replace = async (id: string, body: string): Promise<void> => {
      const { etag } = (await (await alice.fetch(`/api/documents/${id}`)).json()) as {
        etag: string;
      };
      const init = { method: 'PUT', headers: { 'if-match': `"${etag}"` }, body };
      expect((await alice.fetch(`/api/documents/${id}/content`, init)).status).toBe(201);
    };
    documents.set(await create('Managed.txt', 'one', LARGE), ['one', LARGE]);
    await alice.choosePrivate();
    const id = await create('Private.txt', 'for alice', 'again');
    const { recovery_recipient: recovery } = await alice.keyrings(id);
    const all = [alice.recipient, bob.recipient, recovery!];
    const keyrings = await alice.sealings(id, all);
    const share = `/api/documents/${id}/shares/bob`;
    expect((await alice.send('PUT', share, { role: 'editor', keyrings })).status).toBe(200);
    await replace(id, LARGE);
    expect((await alice.fetch(share, { method: 'DELETE' })).status).toBe(204);
    await replace(id, 'without bob');
    documents.set(id, ['for alice', 'again', LARGE, 'without bob']);
    return { alice, bob };
  }

  const target = () => join(folder, `recovered-${runs}`);

  async function recover(who: keyof typeof keys, ...more: string[]) {
    const from = [6, 1, 4, 3].map(addressOf);
    const cwd = join(folder, `cwd-${runs}`);
    await mkdir(cwd);
    return runRecover(
      join(folder, 'recover.mjs'),
      ['--from', ...from, '--identity', keys[who], '--to', target(), ...more],
      cwd,
      { AWS_ACCESS_KEY_ID: ceph.accessKeyId, AWS_SECRET_ACCESS_KEY: ceph.secretAccessKey },
    );
  }

  /** The versions of each document that are in the folder, oldest first. */
  async function recovered(): Promise<Map<string, string[]>> {
    const contents = await recoveredIn(target());
    const report = await reportIn(target());
    return new Map(
      report.documents.map(({ document_id, versions }) => [
        document_id,
        versions.map(({ version_id }) => String(contents.get(version_id))),
      ]),
    );
  }

  const ids = (): readonly [string, string] => [...documents.keys()] as [string, string];

  it('should give everything to the recovery key', async () => {
    const run = await recover('recovery', '--signer', signer);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toContain('Recovered 6 versions of 2 documents.');
    expect(await recovered()).toEqual(documents);
    expect((await reportIn(target())).signatures).toBe('checked');
  });

  it('should give a member all of what they could read, and name the rest', async () => {
    expect((await recover('alice', '--signer', signer)).status).toBe(1);
    const [managed, own] = ids();
    expect((await recovered()).get(own)).toEqual(documents.get(own));
    expect((await recovered()).get(managed)).toEqual([]);
    const { missing } = await reportIn(target());
    expect(missing.map(({ because }) => because)).toEqual(['no-key', 'no-key']);
  });

  it('should give who was put out nothing of what came after', async () => {
    expect((await recover('bob', '--signer', signer)).status).toBe(1);
    const [, shared] = ids();
    expect((await recovered()).get(shared)).toEqual(documents.get(shared)!.slice(0, 3));
  });

  it('should give the server what is managed, and tell whose key the rest needs', async () => {
    expect((await recover('server')).status).toBe(1);
    const [managed, closed] = ids();
    expect(await recovered()).toEqual(
      new Map([
        [managed, documents.get(managed)],
        [closed, []],
      ]),
    );
    const report = await reportIn(target());
    expect(report.signatures).toBe('checked');
    const document = report.documents.find(({ document_id: id }) => id === closed);
    expect(document).toMatchObject({ title: 'Private.txt', owner: 'alice', folder: null });
    const text = await readFile(join(target(), 'report.txt'), 'utf8');
    expect(text).toContain(`of document ${closed} (Private.txt, of alice); no keyring`);
  });

  it('should say that a bucket does not let it in, and whose keys it needs', async () => {
    const args = ['--from', addressOf(1), '--identity', keys.alice, '--to', target()];
    const script = join(folder, 'recover.mjs');
    const without = await runRecover(script, args, folder);
    expect(without.status).toBe(1);
    expect(without.stderr).toContain('AWS_ACCESS_KEY_ID');
    const wrong = { AWS_ACCESS_KEY_ID: ceph.accessKeyId, AWS_SECRET_ACCESS_KEY: 'not-the-secret' };
    const refused = await runRecover(script, args, folder, wrong);
    expect(refused.status).toBe(1);
    const { places } = JSON.parse(await readFile(join(target(), 'report.json'), 'utf8')) as {
      places: { name: string; error: string | null }[];
    };
    expect(places).toEqual([{ name: addressOf(1), entries: 0, error: expect.any(String) }]);
    expect(`${refused.stdout}${refused.stderr}`).not.toContain('not-the-secret');
  });
});
