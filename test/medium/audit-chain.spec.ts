import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { AuditFigures } from '../../src/audit/chain/audit-figures.js';
import { AuditMaintenance } from '../../src/audit/chain/audit-maintenance.timer.js';
import { KyselyChain } from '../../src/audit/chain/chain.kysely.js';
import { ChainWatch } from '../../src/audit/chain/chain-watch.kysely.js';
import { verifyChain } from '../../src/audit/chain/verify-chain.js';
import { AcknowledgedEntries } from '../../src/audit/log/acknowledged-entries.js';
import { KyselyAuditLog } from '../../src/audit/log/audit-log.kysely.js';
import { RefusalBrake } from '../../src/audit/log/refusal-brake.js';
import { Ids } from '../../src/platform/clock/ids.js';
import type { Database } from '../../src/platform/database/database.js';
import type { People } from '../../src/platform/identity/people.js';
import { ServerSigner } from '../../src/storage/server-signer.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { describeOnBothEngines } from '../engines.js';

const DAY_MS = 86_400_000;
const KEY = Buffer.alloc(32, 7);
const nobody = { named: async () => new Map() } as unknown as People;
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const signer = new ServerSigner({ kid: '0123456789abcdef', publicKey, privateKey });
const never = new AbortController().signal;

describeOnBothEngines('the chain of the audit log', ({ open }) => {
  let database: Database;
  let clock: FixedClock;
  let acknowledged: AcknowledgedEntries;
  let log: KyselyAuditLog;
  let chain: KyselyChain;
  let watch: ChainWatch;

  beforeEach(async () => {
    database = await open();
    clock = new FixedClock();
    ({ acknowledged, log, chain, watch } = instance());
  });

  /** One instance on the same database. */
  function instance() {
    const seen = new AcknowledgedEntries(clock);
    const brake = new RefusalBrake(clock);
    const ids = new Ids(clock);
    const parts = { database, clock, ids, people: nobody, key: KEY, brake, acknowledged: seen };
    const own = new KyselyAuditLog(parts);
    const links = new KyselyChain({ database, clock, log: own, signer, key: KEY });
    const watching = new ChainWatch(database, links, seen, own);
    return { acknowledged: seen, log: own, chain: links, watch: watching };
  }

  async function write(count: number, by = log): Promise<void> {
    for (let n = 0; n < count; n++) {
      clock.advance(1);
      const object = { type: 'document', id: `document-${n}` } as const;
      await by.record({ action: 'document.created', actor: 'alice', object, detail: { n } });
    }
  }

  const chained = async () => chain.entriesAfter(0, 1000);
  const run = (statement: ReturnType<typeof sql>) => statement.execute(database.kysely);
  const faults = async () =>
    (await verifyChain(chain)).faults.map(({ kind, position, id }) => ({ kind, position, id }));

  it('should be whole, over days, seals and several instances that write at once', async () => {
    const other = instance();
    await write(3);
    await Promise.all([write(20), write(20, other.log), chain.link(), other.chain.link()]);
    await Promise.all([chain.link(), other.chain.link()]);
    await chain.seal();
    clock.advance(DAY_MS);
    await Promise.all([chain.seal(), other.chain.seal().catch(() => undefined)]);
    await write(5);
    await chain.link();
    expect(await verifyChain(chain)).toEqual({ entries: 48, seals: 1, faults: [] });
  });

  it('should be read as a whole once a day, by another instance soon if the first one dies', async () => {
    const [first, second] = [new AuditFigures(database, clock), new AuditFigures(database, clock)];
    await write(3);
    await chain.link();
    expect(await first.claimVerification(DAY_MS)).toBe(true);
    clock.advance(50_000);
    await first.verificationGoesOn();
    clock.advance(50_000);
    expect(await second.claimVerification(DAY_MS)).toBe(false);
    // Killed: nobody hears of it any more, and nothing counts as read.
    clock.advance(11_000);
    expect((await second.look()).verifiedAtMs).toBe(0);
    expect(await second.claimVerification(DAY_MS)).toBe(true);
    expect(await first.claimVerification(DAY_MS)).toBe(false);

    // Told to end in the middle, it leaves the rest to others at once.
    await second.verificationStopped();
    const parts = { chain, watch, log, figures: first, clock, settings: { days: 1 } };
    const maintenance = new AuditMaintenance(parts);
    await expect(maintenance.verifyDaily(AbortSignal.abort())).rejects.toThrow('aborted');
    await maintenance.verifyDaily();
    expect(await second.look()).toMatchObject({ verifiedAtMs: clock.nowMs(), verified: 3 });
    expect(await second.claimVerification(DAY_MS)).toBe(false);
    clock.advance(DAY_MS);
    expect(await second.claimVerification(DAY_MS)).toBe(true);
  });

  it('should know its extent from its ends, also after retention and before the first entry', async () => {
    const figures = new AuditFigures(database, clock);
    expect(await figures.extent()).toEqual({ entries: 0, lastEntryAtMs: 0, sealedAtMs: 0 });
    await write(3);
    await chain.link();
    clock.advance(DAY_MS);
    await chain.seal();
    const sealedAtMs = clock.nowMs();
    await write(4);
    const lastEntryAtMs = clock.nowMs();
    await chain.link();
    expect(await figures.extent()).toEqual({ entries: 7, lastEntryAtMs, sealedAtMs });
    await chain.removeBefore(clock.nowMs(), never);
    expect(await figures.extent()).toEqual({ entries: 4, lastEntryAtMs, sealedAtMs });
  });

  it('should have no entry of an action that failed', async () => {
    const failed = database.inTransaction(async () => {
      await write(1);
      throw new Error('the action failed');
    });
    await expect(failed).rejects.toThrow('the action failed');
    await chain.link();
    expect(await chained()).toEqual([]);
    expect(acknowledged.count).toBe(0);
  });

  it('should name a changed row', async () => {
    await write(5);
    await chain.link();
    const { id } = (await chained())[2]!;
    await run(sql`update audit_entries set actor = 'mallory' where position = 3`);
    expect(await faults()).toEqual([{ kind: 'changed', position: 3, id }]);
  });

  it('should name the place of removed rows, in the middle and at the end', async () => {
    await write(6);
    await chain.link();
    await run(sql`delete from audit_entries where position in (2, 6)`);
    expect(await faults()).toEqual([
      { kind: 'removed', position: 2, id: undefined },
      { kind: 'removed', position: 6, id: undefined },
    ]);
  });

  it('should name an inserted row, and go on behind it', async () => {
    await write(3);
    await chain.link();
    await run(sql`insert into audit_entries (position, id, at, action, result, hash, previous_hash)
      values (4, 'forged', 1, 'document.opened', 'ok', ${'a'.repeat(64)}, ${'b'.repeat(64)})`);
    expect(await faults()).toContainEqual(expect.objectContaining({ id: 'forged', position: 4 }));
    await write(2);
    await chain.link();
    expect((await faults())[0]).toMatchObject({ id: 'forged', position: 4 });
    expect(await chained()).toHaveLength(6);
  });

  it('should notice a row that was written by somebody else before it is chained', async () => {
    await write(1);
    await run(sql`insert into audit_written (id, at, action, result, mac)
      values ('forged', 1, 'document.opened', 'ok', ${'0'.repeat(64)})`);
    expect((await faults())[0]).toMatchObject({ kind: 'inserted', id: 'forged' });
    await chain.link();
    await chain.link();
    expect(await faults()).toEqual([{ kind: 'reported', position: 3, id: 'forged' }]);
  });

  it('should notice a row that was removed before it was chained', async () => {
    await write(2);
    const [gone] = acknowledged.waiting(0, 1);
    await run(sql`delete from audit_written where id = ${gone}`);
    clock.advance(5_000);
    await chain.link();
    await watch.look();
    await chain.link();
    expect(await faults()).toEqual([{ kind: 'reported', position: 2, id: gone }]);
  });

  it('should notice that an older state was put back, while it runs', async () => {
    await write(2);
    await chain.link();
    const { rows } = await sql<{ position: number; line: string }>`
      select position, line from audit_state where name = 'head'`.execute(database.kysely);
    await write(2);
    await chain.link();
    await watch.look();
    const before = rows[0]!;
    await run(sql`delete from audit_entries where position > 2`);
    await run(sql`update audit_state set position = ${before.position}, line = ${before.line}
      where name = 'head'`);
    await watch.look();
    await chain.link();
    expect((await faults())[0]).toMatchObject({ kind: 'reported' });
  });

  it('should find a head, a seal and sealed entries that were tampered with', async () => {
    await write(3);
    await chain.link();
    clock.advance(DAY_MS);
    await chain.seal();
    await run(sql`update audit_state set line = ${signer.sign({ format: 'other' })}
      where name = 'head'`);
    expect(await faults()).toContainEqual(expect.objectContaining({ kind: 'head' }));
    await run(sql`update audit_seals set line = '{}'`);
    expect((await faults())[0]).toMatchObject({ kind: 'seal' });
  });

  it('should remove old days whole, and still prove the rest', async () => {
    await write(4);
    await chain.link();
    clock.advance(DAY_MS);
    await chain.seal();
    await write(4);
    await chain.link();
    clock.advance(10 * DAY_MS);
    await chain.seal();
    await write(2);
    await chain.link();

    expect(await chain.removeBefore(clock.nowMs() - 9 * DAY_MS, never)).toBe(4);
    expect(await verifyChain(chain)).toEqual({ entries: 6, seals: 2, faults: [] });
    await run(sql`delete from audit_entries where position = 5`);
    expect(await faults()).toEqual([{ kind: 'removed', position: 5, id: undefined }]);
  });
});
