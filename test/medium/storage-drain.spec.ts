import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import type { StoredObject } from '../../src/storage/object-store.js';
import { describeOnBothEngines } from '../engines.js';
import { StorageFixture } from './storage-fixture.js';
import { MaintenanceFixture } from './maintenance-fixture.js';

const DAY_MS = 24 * 60 * 60_000;

describeOnBothEngines('drain and orphans', (under) => {
  let fixture: StorageFixture;
  let maintenance: MaintenanceFixture;
  afterEach(() => fixture.close());

  async function open(options: Parameters<typeof StorageFixture.open>[0] = {}): Promise<void> {
    fixture = await StorageFixture.open({ database: await under.open(), ...options });
    maintenance = new MaintenanceFixture(fixture);
    await maintenance.service.refresh();
  }

  /** Keys of everything at one provider. */
  async function keysAt(place: number): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of fixture.storage.providers.all[place]!.list('v1')) keys.push(key);
    return keys.sort();
  }

  async function saved(documents: number): Promise<[StoredObject, Buffer][]> {
    const all: [StoredObject, Buffer][] = [];
    for (let i = 0; i < documents; i++) {
      const content = randomBytes(4000 + i);
      all.push([await fixture.save(await fixture.newDocument(), content), content]);
    }
    return all;
  }

  it('should empty a provider, lost shards included, and keep every version whole', async () => {
    await open({ providers: 8 });
    const all = await saved(12);
    const there = (await keysAt(2)).filter((key) => !key.includes('keyring'));
    expect(there.length).toBeGreaterThan(2);
    await rm(join(fixture.directories[2]!, there[0]!));
    const bytes = await readFile(join(fixture.directories[2]!, there[1]!));
    await writeFile(join(fixture.directories[2]!, there[1]!), bytes.subarray(0, 900));
    await maintenance.drains.drain('p2');
    await maintenance.service.drain(maintenance.signal);
    await maintenance.service.repair(maintenance.signal);
    await maintenance.service.drain(maintenance.signal);
    expect(await keysAt(2)).toEqual([]);
    expect((await maintenance.states.all()).get('p2')).toBe('drained');
    expect(maintenance.shardsThat('moved')).toBe(there.length - 2);
    expect(maintenance.shardsThat('rebuilt')).toBe(2);
    for (const [stored, content] of all) {
      const now = (await fixture.index.findObject(stored))!;
      expect(now.shards.map(({ state }) => state)).toEqual(Array(6).fill('present'));
      expect(new Set(now.shards.map(({ provider }) => provider)).size).toBe(6);
      expect((await fixture.read(stored)).equals(content)).toBe(true);
    }
    await saved(5);
    expect(await keysAt(2)).toEqual([]);
  });

  it('should refuse when too few would remain, and name what there is', async () => {
    await open();
    await expect(maintenance.drains.drain('p1')).rejects.toMatchObject({
      code: 'storage/too-few-providers',
      data: { left: 5, needed: 6 },
    });
    await expect(maintenance.drains.drain('p9')).rejects.toMatchObject({
      code: 'storage/no-such-provider',
      message: expect.stringContaining('p0, p1, p2'),
    });
    expect((await maintenance.states.all()).get('p1')).toBe('active');
  });

  it('should give a provider that takes shards again its keyrings back', async () => {
    await open({ providers: 7 });
    await saved(3);
    const keyrings = (await keysAt(0)).filter((key) => key.includes('keyring'));
    await maintenance.drains.drain('p0');
    await maintenance.service.drain(maintenance.signal);
    expect(await keysAt(0)).toEqual([]);
    await maintenance.drains.undrain('p0');
    await maintenance.service.settleKeyrings(maintenance.signal);
    expect(await keysAt(0)).toEqual(keyrings);
  });

  it('should rebuild elsewhere what was at a provider that is not configured any more', async () => {
    await open({ providers: 7 });
    const [[stored, content]] = (await saved(1)) as [[StoredObject, Buffer]];
    const { provider, index } = stored.shards[3]!;
    await fixture.database
      .query<{ storage_providers: { name: string; state: string; changed_at_ms: number } }>()
      .insertInto('storage_providers')
      .values({ name: 'sold', state: 'active', changed_at_ms: 0 })
      .execute();
    await maintenance.index.switchShard({
      versionId: stored.versionId,
      from: stored.shards[3]!,
      provider: 'sold',
    });
    await rm(fixture.shardFile(stored, index));
    await maintenance.service.repair(maintenance.signal);
    const now = (await fixture.index.findObject(stored))!;
    expect(now.shards[3]).toMatchObject({ state: 'present' });
    expect(now.shards[3]!.provider).not.toBe('sold');
    expect(new Set(now.shards.map((shard) => shard.provider)).size).toBe(6);
    expect(provider).not.toBe('sold');
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should write keyrings anew that are gone or changed', async () => {
    await open();
    const documentId = await fixture.newDocument();
    const key = `v1/${documentId}/keyring/1.age`;
    const files = fixture.directories.map((directory) => join(directory, key));
    const whole = await readFile(files[0]!);
    await rm(files[1]!);
    await writeFile(files[2]!, Buffer.concat([whole.subarray(0, -30), Buffer.alloc(30, 'A')]));
    await writeFile(files[3]!, '');
    await maintenance.scrub();
    for (const file of files) expect((await readFile(file)).equals(whole)).toBe(true);
    // The metadata of a keyring is maintained as well: keyrings of earlier releases have none.
    const abouts = files.map((file) => file.replace('.age', '.about'));
    const about = await readFile(abouts[0]!, 'utf8');
    await rm(abouts[1]!);
    await writeFile(abouts[2]!, about.replace('"epoch":1', '"epoch":2'));
    fixture.clock.advance(40 * 86_400_000);
    await maintenance.scrub();
    const hash = /"hash":"\w+"/.exec(about)![0];
    for (const file of abouts) {
      const text = await readFile(file, 'utf8');
      expect([text.includes('"epoch":1'), text.includes(hash)]).toEqual([true, true]);
    }
  });

  it('should collect what has no row, late and never too much', async () => {
    await open({ providers: 7 });
    const [[stored, content]] = (await saved(1)) as [[StoredObject, Buffer]];
    const unrecorded = await fixture.put(stored.documentId, randomBytes(2000));
    const part = await fixture.put(stored.documentId, randomBytes(2000));
    maintenance.held.register(async () => [part.versionId]);
    const stranger = `v1/${fixture.ids.next()}/${fixture.ids.next()}/0`;
    const moved = `v1/${stored.documentId}/${stored.versionId}/0`;
    const elsewhere = [0, 1, 2, 3, 4, 5, 6].find(
      (n) => !stored.shards.some(({ provider }) => provider === `p${n}`),
    )!;
    const odd = 'v1/what-is-this';
    for (const [place, key] of [
      [0, stranger],
      [elsewhere, moved],
      [1, odd],
    ] as const) {
      const file = join(fixture.directories[place]!, key);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, 'x');
    }
    await maintenance.service.collectOrphans(maintenance.signal);
    expect(Object.fromEntries(await maintenance.orphans.counts())).toEqual({
      unrecorded: 6,
      moved: 1,
      adoptable: 1,
      unknown: 1,
    });
    fixture.clock.advance(6 * DAY_MS);
    expect(await maintenance.service.collectOrphans(maintenance.signal)).toEqual([]);
    fixture.clock.advance(2 * DAY_MS);
    expect(await maintenance.service.collectOrphans(maintenance.signal)).toHaveLength(7);
    const left = (await Promise.all(fixture.directories.map((_, n) => keysAt(n)))).flat();
    expect(left.some((key) => key.includes(unrecorded.versionId))).toBe(false);
    expect(left.filter((key) => key.includes(part.versionId))).toHaveLength(6);
    expect(left).toContain(stranger);
    expect(left).toContain(odd);
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should collect nothing at all after the database was lost', async () => {
    await open();
    const [[stored]] = (await saved(1)) as [[StoredObject, Buffer]];
    for (const table of ['storage_shards', 'storage_objects', 'storage_keyrings'] as const) {
      await fixture.database.query<Record<typeof table, object>>().deleteFrom(table).execute();
    }
    fixture.clock.advance(DAY_MS);
    for (const wait of [0, 30 * DAY_MS, DAY_MS]) {
      fixture.clock.advance(wait);
      expect(await maintenance.service.collectOrphans(maintenance.signal)).toEqual([]);
    }
    expect(Object.fromEntries(await maintenance.orphans.counts())).toEqual({ adoptable: 18 });
    for (const { index } of stored.shards) await readFile(fixture.shardFile(stored, index));
  });

  it('should wait for an unreachable provider, and not call its shards bad', async () => {
    await open({ providers: 7 });
    await saved(4);
    const place = fixture.directories[5]!;
    await rename(place, `${place}.away`);
    await maintenance.drains.drain('p5');
    await maintenance.service.drain(maintenance.signal).catch(() => undefined);
    await maintenance.scrub().catch(() => undefined);
    expect(maintenance.events.filter(({ what }) => what === 'bad' || what === 'moved')).toEqual([]);
    await rename(`${place}.away`, place);
    fixture.clock.advance(DAY_MS);
    await maintenance.service.drain(maintenance.signal);
    expect(await readdir(join(place, 'v1')).catch(() => [])).toEqual([]);
  });
});
