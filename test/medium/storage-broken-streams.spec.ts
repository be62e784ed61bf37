import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import { StorageFixture } from './storage-fixture.js';

const STRIPE = 4 * BLOCK_BYTES;
const EACH = 40;

describe('streams that are broken off', () => {
  let fixture: StorageFixture;
  let stored: StoredObject;
  beforeEach(async () => {
    fixture = await StorageFixture.open();
    stored = await fixture.save(await fixture.newDocument(), randomBytes(4 * STRIPE));
  });
  afterEach(() => fixture.close());

  const lent = (): number => fixture.storage.profiles.figures.lentBytes;
  const allGivenBack = async (): Promise<void> => {
    while (lent() > 0) await new Promise((resolve) => setImmediate(resolve));
  };
  const opened = async (start = 0): Promise<Readable> => {
    const key = await fixture.store.leaseKey(stored);
    return fixture.store.open(stored, key, { start, end: 4 * STRIPE });
  };

  /** Takes so many pieces, then leaves. */
  async function leaveAfter(pieces: number, stream: Readable): Promise<void> {
    // Leaving in the middle is reported as an error.
    stream.on('error', () => undefined);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    if (pieces > 0) for await (const piece of stream) if (piece && --pieces === 0) break;
    stream.destroy();
    await closed;
  }

  it.each([0, 1, 15, 17, 40])(
    'should give back all memory when a reader leaves after %d pieces',
    async (pieces) => {
      for (let i = 0; i < EACH; i++) await leaveAfter(pieces, await opened());
      await allGivenBack();
      for (let i = 0; i < EACH; i++) await leaveAfter(pieces, await opened(2 * STRIPE - 7));
      await allGivenBack();
      for (let i = 0; i < EACH; i++) {
        await leaveAfter(pieces, (await fixture.store.openSealed(stored)).content);
      }
      await allGivenBack();
      expect(lent()).toBe(0);
    },
  );

  it('should give back all memory when a reader leaves while the next stripe is on its way', async () => {
    for (let i = 0; i < 4 * EACH; i++) {
      const stream = await opened();
      stream.resume();
      for (let turn = 0; turn < i % 40; turn++)
        await new Promise((resolve) => setImmediate(resolve));
      stream.destroy();
    }
    await allGivenBack();
    expect(lent()).toBe(0);
  });

  it.each([0, 1, STRIPE, 2 * STRIPE + 5])(
    'should give back all memory when a save breaks off after %d bytes',
    async (bytes) => {
      async function* content(): AsyncGenerator<Buffer> {
        if (bytes > 0) yield randomBytes(bytes);
        throw new Error('the sender is gone');
      }
      for (let i = 0; i < EACH / 4; i++) {
        await expect(fixture.put(stored.documentId, content())).rejects.toThrow(
          'the sender is gone',
        );
      }
      await allGivenBack();
      expect(lent()).toBe(0);
    },
  );
});
