import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StripeLayout } from '../../src/storage/seal/stripe-layout.js';
import { sha256, StorageFixture } from './storage-fixture.js';

const run = promisify(execFile);

function manifestOf(shard: Buffer): { age: string; ct: number } {
  const [, , length] = shard.subarray(-32).toString('latin1').split(' ');
  const line = shard.subarray(-32 - Number(length), -32).toString('utf8');
  return JSON.parse(line) as { age: string; ct: number };
}

/** Reading with the `age` command and what the format page says, with no code of ours but the layout's numbers. */
describe('recovery with age', () => {
  let fixture: StorageFixture;
  let recoveryFile: string;
  beforeEach(async () => {
    const { stdout } = await run('age-keygen', []);
    const recovery = /public key: (age1\w+)/.exec(stdout)![1]!;
    fixture = await StorageFixture.open({ recovery });
    recoveryFile = join(fixture.folder, 'recovery.key');
    await writeFile(recoveryFile, stdout, { mode: 0o600 });
  });
  afterEach(() => fixture.close());

  const unlock = async (
    documentId: string,
    identityFile: string,
    provider: number,
  ): Promise<string> => {
    const keyring = join(fixture.directories[provider]!, 'v1', documentId, 'keyring', '1.age');
    const key = join(fixture.folder, `doc-${provider}.key`);
    await run('age', ['-d', '-i', identityFile, '-o', key, keyring]);
    return key;
  };

  it.each([0, 1, 65_536, 1_500_000])('should open %i bytes from the data shards', async (size) => {
    const content = randomBytes(size);
    const documentId = await fixture.newDocument();
    const stored = await fixture.save(documentId, content);
    const layout = new StripeLayout(4, stored.sealedSize);
    const bodies = await Promise.all(
      [0, 1, 2, 3].map((index) => readFile(fixture.shardFile(stored, index))),
    );
    const blocks: Buffer[] = [];
    for (let stripe = 0; stripe < layout.stripes; stripe++) {
      const at = layout.blockOffset(stripe);
      for (const body of bodies) blocks.push(body.subarray(at, at + layout.blockBytes(stripe)));
    }
    const manifest = manifestOf(bodies[3]!);
    const sealed = join(fixture.folder, 'sealed.age');
    await writeFile(
      sealed,
      Buffer.concat([Buffer.from(manifest.age), Buffer.concat(blocks).subarray(0, manifest.ct)]),
    );
    for (const identity of [fixture.identityFile, recoveryFile]) {
      const key = await unlock(documentId, identity, 3);
      const { stdout } = await run('age', ['-d', '-i', key, sealed], {
        encoding: 'buffer',
        maxBuffer: 2 ** 24,
      });
      expect(sha256(stdout)).toBe(sha256(content));
      await rm(join(fixture.folder, 'doc-3.key'));
    }
  });

  it('should find the keyring at every provider', async () => {
    const documentId = await fixture.newDocument();
    for (const provider of [0, 1, 2, 3, 4, 5]) {
      const key = await unlock(documentId, fixture.identityFile, provider);
      expect(await readFile(key, 'latin1')).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}\n$/);
    }
  });
});
