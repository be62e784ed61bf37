import { describe, expect, it } from '@jest/globals';
import { FileKey } from '../file-key.js';
import { MemoryKeyringIndex } from '../../../test/fakes/memory-keyring-index.js';
import { UnlockedKeyCache, type UnlockedKey, ServerMembership } from './unlocked-key-cache.js';

const KEPT = 3;

/** Keyrings by their members; what is opened is a key that names the revision. */
class Fixture {
  readonly index = new MemoryKeyringIndex();
  readonly wiped: number[] = [];
  read = 0;
  readonly keys = new UnlockedKeyCache<FileKey>(new ServerMembership(this.index, 'age1server'), {
    kept: KEPT,
    copy: ({ bytes }) => new FileKey(bytes),
    wipe: (key) => {
      this.wiped.push(key.bytes[0]!);
      key.destroy();
    },
  });

  async seal(documentId: string, revision: number, members = ['age1server']): Promise<void> {
    const keyring = { documentId, epoch: 1, revision, members };
    await this.index.add({ ...keyring, recipient: 'age1x', sealed: '', missingOn: [] });
  }

  /** The first byte of the key that a caller gets, who then destroys it. */
  async open(name: string, meanwhile?: () => Promise<void>): Promise<number> {
    const [documentId = ''] = name.split('/');
    const { key } = await this.keys.open(name, () => this.#read(documentId, meanwhile));
    const [first = 0] = key.bytes;
    key.destroy();
    return first;
  }

  async #read(documentId: string, meanwhile?: () => Promise<void>): Promise<UnlockedKey<FileKey>> {
    this.read++;
    const { revision } = (await this.index.find(documentId, 1))!;
    await meanwhile?.();
    const key = new FileKey(Buffer.alloc(16, revision));
    return { key, wrap: { documentId, epoch: 1, revision } };
  }
}

describe('UnlockedKeyCache', () => {
  it('should give copies that the caller can destroy, and read once', async () => {
    const fixture = new Fixture();
    await fixture.seal('d', 1);
    expect([
      await fixture.open('d/a'),
      await fixture.open('d/a'),
      await fixture.open('d/a'),
    ]).toEqual([1, 1, 1]);
    expect(fixture.read).toBe(1);
  });

  it('should wipe what was not asked for longest', async () => {
    const fixture = new Fixture();
    for (const revision of [1, 2, 3, 4]) await fixture.seal(`d${revision}`, revision);
    for (const document of ['d1', 'd2', 'd3', 'd1', 'd4']) await fixture.open(document);
    expect(fixture.wiped).toEqual([2]);
    await fixture.open('d1');
    expect(fixture.read).toBe(4);
  });

  it('should not use what was opened through an older key wrap, nor keep it', async () => {
    const fixture = new Fixture();
    await fixture.seal('d', 1);
    await fixture.open('d/a');
    await fixture.open('d/b');
    await fixture.seal('d', 2);
    expect(await fixture.open('d/a')).toBe(2);
    expect(fixture.wiped).toEqual([1, 1]);
  });

  it('should not use what the database no longer counts this server a member of', async () => {
    const fixture = new Fixture();
    await fixture.seal('d', 1);
    await fixture.open('d');
    fixture.index.keyrings = fixture.index.keyrings.map((one) => ({
      ...one,
      members: ['age1alice'],
    }));
    await fixture.open('d');
    expect(fixture.read).toBe(2);
  });

  it('should use keyrings from before members were written down', async () => {
    const fixture = new Fixture();
    await fixture.seal('d', 1, []);
    await fixture.open('d');
    await fixture.open('d');
    expect(fixture.read).toBe(1);
  });

  it('should not keep what was read before something was forgotten', async () => {
    const fixture = new Fixture();
    await fixture.seal('d', 1);
    const opened = fixture.open('d', async () => {
      await fixture.seal('d', 2, ['age1alice']);
      fixture.keys.forgetDocument('d');
    });
    expect(await opened).toBe(1);
    fixture.keys.forgetDocument('d');
    expect(fixture.wiped).toEqual([]);
  });

  it('should never give a key that was wiped while the database was asked', async () => {
    const fixture = new Fixture();
    await fixture.seal('d', 1);
    await fixture.open('d');
    const opened = fixture.open('d');
    fixture.keys.forgetDocument('d');
    expect(await opened).toBe(1);
    expect(fixture.read).toBe(2);
  });

  it('should forget one document, and all that were sealed anew elsewhere', async () => {
    const fixture = new Fixture();
    for (const document of ['d1', 'd2', 'd3']) {
      await fixture.seal(document, 1);
      await fixture.open(document);
    }
    fixture.keys.forgetDocument('d1');
    expect(fixture.wiped).toEqual([1]);
    await fixture.seal('d3', 2, ['age1alice']);
    await fixture.keys.forgetOutdated();
    expect(fixture.wiped).toEqual([1, 1]);
    await fixture.open('d2');
    expect(fixture.read).toBe(3);
  });
});
