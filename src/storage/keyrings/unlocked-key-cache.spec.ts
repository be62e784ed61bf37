import { describe, expect, it } from '@jest/globals';
import { FileKey } from '../file-key.js';
import { MemoryKeyringIndex } from '../../../test/fakes/memory-keyring-index.js';
import { UnlockedKeyCache, type Opened } from './unlocked-key-cache.js';
import { ServerMembership } from './server-membership.js';

const KEPT = 3;

/** Keyrings by their members; what is opened is a key that names the revision. */
class Desk {
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

  async #read(documentId: string, meanwhile?: () => Promise<void>): Promise<Opened<FileKey>> {
    this.read++;
    const { revision } = (await this.index.find(documentId, 1))!;
    await meanwhile?.();
    const key = new FileKey(Buffer.alloc(16, revision));
    return { key, sealing: { documentId, epoch: 1, revision } };
  }
}

describe('UnlockedKeyCache', () => {
  it('should give copies that the caller can destroy, and read once', async () => {
    const desk = new Desk();
    await desk.seal('d', 1);
    expect([await desk.open('d/a'), await desk.open('d/a'), await desk.open('d/a')]).toEqual([
      1, 1, 1,
    ]);
    expect(desk.read).toBe(1);
  });

  it('should wipe what was not asked for longest', async () => {
    const desk = new Desk();
    for (const revision of [1, 2, 3, 4]) await desk.seal(`d${revision}`, revision);
    for (const document of ['d1', 'd2', 'd3', 'd1', 'd4']) await desk.open(document);
    expect(desk.wiped).toEqual([2]);
    await desk.open('d1');
    expect(desk.read).toBe(4);
  });

  it('should not use what was opened through an older sealing, nor keep it', async () => {
    const desk = new Desk();
    await desk.seal('d', 1);
    await desk.open('d/a');
    await desk.open('d/b');
    await desk.seal('d', 2);
    expect(await desk.open('d/a')).toBe(2);
    expect(desk.wiped).toEqual([1, 1]);
  });

  it('should not use what the database no longer counts this server a member of', async () => {
    const desk = new Desk();
    await desk.seal('d', 1);
    await desk.open('d');
    desk.index.keyrings = desk.index.keyrings.map((one) => ({ ...one, members: ['age1alice'] }));
    await desk.open('d');
    expect(desk.read).toBe(2);
  });

  it('should use keyrings from before members were written down', async () => {
    const desk = new Desk();
    await desk.seal('d', 1, []);
    await desk.open('d');
    await desk.open('d');
    expect(desk.read).toBe(1);
  });

  it('should not keep what was read before something was forgotten', async () => {
    const desk = new Desk();
    await desk.seal('d', 1);
    const opened = desk.open('d', async () => {
      await desk.seal('d', 2, ['age1alice']);
      desk.keys.forgetDocument('d');
    });
    expect(await opened).toBe(1);
    desk.keys.forgetDocument('d');
    expect(desk.wiped).toEqual([]);
  });

  it('should never give a key that was wiped while the database was asked', async () => {
    const desk = new Desk();
    await desk.seal('d', 1);
    await desk.open('d');
    const opened = desk.open('d');
    desk.keys.forgetDocument('d');
    expect(await opened).toBe(1);
    expect(desk.read).toBe(2);
  });

  it('should forget one document, and all that were sealed anew elsewhere', async () => {
    const desk = new Desk();
    for (const document of ['d1', 'd2', 'd3']) {
      await desk.seal(document, 1);
      await desk.open(document);
    }
    desk.keys.forgetDocument('d1');
    expect(desk.wiped).toEqual([1]);
    await desk.seal('d3', 2, ['age1alice']);
    await desk.keys.forgetOutdated();
    expect(desk.wiped).toEqual([1, 1]);
    await desk.open('d2');
    expect(desk.read).toBe(3);
  });
});
