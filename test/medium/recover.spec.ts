import { randomBytes } from 'node:crypto';
import { copyFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/config/project-root.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import { signingKeyOf } from '../../src/storage/seal/signing-key.js';
import { writeManifest, type Manifest } from '../../src/storage/seal/manifest.js';
import { shardEnd } from '../../src/storage/seal/shard-tail.js';
import { StripeLayout } from '../../src/storage/seal/stripe-layout.js';
import { filesBelow, recoveredIn, reportIn, runRecover } from '../recovery-fixture.js';
import { StorageFixture } from './storage-fixture.js';

const SIZES = [0, 1, 300, 65_536, 1_500_000];

describe('the script that recovers without anything else', () => {
  let fixture: StorageFixture;
  let script: string;
  let to: string;
  const saved = new Map<string, { stored: StoredObject; content: Buffer }>();

  beforeEach(async () => {
    fixture = await StorageFixture.open();
    saved.clear();
    // Far from the project: nothing that it does not bring itself is there.
    script = join(fixture.folder, 'alone', 'kontor-recover.mjs');
    await mkdir(dirname(script));
    await copyFile(join(projectRoot, 'dist/kontor-recover.mjs'), script);
    to = join(fixture.folder, 'recovered');
    for (let document = 0; document < 2; document++) {
      const documentId = await fixture.newDocument();
      let parent: StoredObject | undefined;
      for (const size of SIZES) parent = await save(documentId, size, parent);
    }
  });
  afterEach(() => fixture.close());

  async function save(documentId: string, size: number, parent?: StoredObject) {
    const content = randomBytes(size);
    fixture.clock.advance(1_000);
    const stored = await fixture.put(documentId, content, parent ? { parent } : {});
    await fixture.store.record(stored);
    saved.set(stored.versionId, { stored, content });
    return stored;
  }

  const recover = (from: readonly string[], identity = fixture.identityFile, ...more: string[]) =>
    runRecover(
      script,
      ['--from', ...from, '--identity', identity, '--to', to, ...more],
      dirname(script),
    );

  async function expectAllBytes(): Promise<void> {
    const recovered = await recoveredIn(to);
    expect(recovered.size).toBe(saved.size);
    for (const [versionId, { content }] of saved) {
      expect(recovered.get(versionId)?.equals(content)).toBe(true);
    }
  }

  const stored = (number = 0): StoredObject => [...saved.values()][number]!.stored;

  it('should leave out parts of versions, and count them', async () => {
    const { documentId, versionId } = stored();
    const part = { part_of: versionId, part: 'thumbnail', file_type: 'png' };
    fixture.clock.advance(1_000);
    await fixture.put(documentId, randomBytes(300), { description: part });
    const run = await recover(fixture.directories);
    expect(run).toEqual(expect.objectContaining({ status: 0, stderr: '' }));
    await expectAllBytes();
    const { parts_of_versions: count, documents } = await reportIn(to);
    expect(count).toBe(1);
    expect(documents.map(({ title }) => title)).toEqual(['A title', 'A title']);
  });

  it('should rebuild every byte from any four places, whatever their names and order', async () => {
    const left: string[] = [];
    for (const place of [5, 1, 4, 2]) {
      const folder = join(fixture.folder, `somewhere-${left.length}`);
      await rename(fixture.directories[place]!, folder);
      left.push(folder);
    }
    const run = await recover(left);
    expect(run).toEqual(expect.objectContaining({ status: 0, stderr: '' }));
    expect(run.stdout).toContain('Recovered 10 versions of 2 documents.');
    await expectAllBytes();
    const { documents, signatures } = await reportIn(to);
    expect(signatures).toBe('checked');
    for (const { versions } of documents) {
      expect(versions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
      expect(versions.map(({ state }) => state)).toEqual([
        ...Array<string>(4).fill('archived'),
        'current',
      ]);
    }
    // Plaintext is the owner's alone, and nothing half written is left.
    expect((await filesBelow(to)).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('should say how many shards are missing, with status 1, and recover the others', async () => {
    const lost = stored(4);
    for (const index of [0, 2, 4]) await rm(fixture.shardFile(lost, index));
    const run = await recover(fixture.directories);
    expect(run.status).toBe(1);
    expect(await reportIn(to)).toMatchObject({
      missing: [
        {
          version_id: lost.versionId,
          because: 'too-few-shards',
          detail: '3 of the 4 shards it needs are good',
        },
      ],
    });
    saved.delete(lost.versionId);
    await expectAllBytes();
  });

  it('should miss a version that is gone altogether by its child', async () => {
    const lost = stored(1);
    for (const index of lost.shards.keys()) await rm(fixture.shardFile(lost, index));
    expect((await recover(fixture.directories)).status).toBe(1);
    expect((await reportIn(to)).missing).toEqual([
      expect.objectContaining({ because: 'lost-parent', manifest: lost.manifestHash }),
    ]);
    saved.delete(lost.versionId);
    await expectAllBytes();
  });

  it('should rebuild around flipped bits wherever they are', async () => {
    for (const { stored: one } of saved.values()) {
      for (const index of [1, 3]) {
        const file = fixture.shardFile(one, index);
        const bytes = await readFile(file);
        const at = Math.floor(Math.random() * bytes.length);
        bytes[at] = bytes[at]! ^ (1 << Math.floor(Math.random() * 8));
        await writeFile(file, bytes);
      }
    }
    expect((await recover(fixture.directories)).status).toBe(0);
    await expectAllBytes();
    expect((await reportIn(to)).findings.every(({ kind }) => kind === 'damaged')).toBe(true);
  });

  it('should tell replayed shards, and not take them for what they lie under', async () => {
    const [older, newer] = [stored(3), stored(4)];
    for (const index of [0, 1]) {
      await copyFile(fixture.shardFile(older, index), fixture.shardFile(newer, index));
    }
    expect((await recover(fixture.directories)).status).toBe(0);
    await expectAllBytes();
    const { findings } = await reportIn(to);
    expect(findings.map(({ kind }) => kind)).toEqual(['replayed', 'replayed']);
  });

  /** What somebody can make who may write to all places and knows the public keys. */
  async function plant(as?: string): Promise<string> {
    const victim = stored(4);
    const versionId = fixture.ids.next();
    const attacker = signingKeyOf(randomBytes(32));
    const shards = await Promise.all(
      victim.shards.map(({ index }) => readFile(fixture.shardFile(victim, index))),
    );
    const length = Number(shards[0]!.subarray(-32).toString('latin1').split(' ')[2]);
    const original = JSON.parse(
      shards[0]!.subarray(-32 - length, -32).toString('utf8'),
    ) as Manifest;
    const kid = as ?? original.kid;
    const line = writeManifest({ ...original, ver: versionId }, { ...attacker, kid });
    const layout = new StripeLayout(4, victim.sealedSize);
    for (const [index, shard] of shards.entries()) {
      const at = layout.bodyBytes;
      const body = shard.subarray(0, at);
      const end = shardEnd(shard.subarray(at, at + layout.hashListBytes), line, index);
      const file = join(
        dirname(dirname(fixture.shardFile(victim, index))),
        versionId,
        String(index),
      );
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, Buffer.concat([body, end]));
    }
    return versionId;
  }

  it('should leave out a planted version, and say so', async () => {
    const planted = await plant();
    const run = await recover(fixture.directories);
    expect(run.status).toBe(0);
    await expectAllBytes();
    const { findings } = await reportIn(to);
    expect(findings).toHaveLength(6);
    expect(findings.every(({ kind, key }) => kind === 'planted' && key.includes(planted))).toBe(
      true,
    );
  });

  it('should not trust silently when no signer is known', async () => {
    const planted = await plant();
    const secret = /^AGE-SECRET-KEY-1\w+$/m.exec(await readFile(fixture.identityFile, 'utf8'))![0];
    const file = join(fixture.folder, 'without-seed.key');
    await writeFile(file, `${secret}\n`);
    const run = await recover(fixture.directories, file);
    expect(run.stdout).toContain('SIGNATURES WERE NOT CHECKED');
    expect((await reportIn(to)).signatures).toBe('not checked');
    expect((await recoveredIn(to)).has(planted)).toBe(true);
    // With the public key alone it is distinguished again.
    const [seed] = /[A-Za-z0-9+/]{43}=/.exec(await readFile(fixture.identityFile, 'utf8'))!;
    const { kid, publicKey } = signingKeyOf(Buffer.from(seed, 'base64'));
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
    await rm(to, { recursive: true });
    expect((await recover(fixture.directories, file, '--signer', `${kid}/${raw}`)).status).toBe(0);
    expect((await recoveredIn(to)).has(planted)).toBe(false);
  });

  it('should not call it complete when somebody else signed', async () => {
    const planted = await plant('0123456789abcdef');
    expect((await recover(fixture.directories)).status).toBe(1);
    expect((await reportIn(to)).missing).toEqual([
      expect.objectContaining({ version_id: planted, because: 'unknown-signer' }),
    ]);
    await expectAllBytes();
  });

  it('should not be misled by a planted keyring of a higher revision', async () => {
    const { documentId } = stored();
    const other = await fixture.newDocument();
    for (const directory of fixture.directories) {
      const folder = join(directory, 'v1', documentId, 'keyring');
      await cp(join(directory, 'v1', other, 'keyring', '1.age'), join(folder, '1.9.age'));
    }
    expect((await recover(fixture.directories)).status).toBe(0);
    await expectAllBytes();
  });

  it('should say that there is no key, and not write anything, with the key of somebody else', async () => {
    const stranger = await StorageFixture.open();
    const run = await recover(fixture.directories, stranger.identityFile);
    await stranger.close();
    expect(run.status).toBe(1);
    const { missing, documents } = await reportIn(to);
    expect(documents.flatMap(({ versions }) => versions)).toEqual([]);
    expect(missing).toHaveLength(10);
  });

  it('should leave alone what is in the folder already', async () => {
    await mkdir(to);
    await writeFile(join(to, 'mine.txt'), 'mine');
    const run = await recover(fixture.directories);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('not empty');
    expect(await filesBelow(to)).toEqual([join(to, 'mine.txt')]);
  });
});
