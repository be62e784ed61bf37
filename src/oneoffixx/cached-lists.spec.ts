import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../test/fakes/fixed-clock.js';
import { BoundedListStore, CachedLists, type ListStore } from './cached-lists.js';

class MapCache implements ListStore {
  readonly held = new Map<string, string>();
  broken = false;

  async get(key: string): Promise<unknown> {
    this.#check();
    const text = this.held.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async set(key: string, value: unknown): Promise<void> {
    this.#check();
    this.held.set(key, JSON.stringify(value));
  }

  async del(key: string): Promise<void> {
    this.#check();
    this.held.delete(key);
  }

  #check(): void {
    if (this.broken) throw new Error('the cache is down');
  }
}

const owner = (accountId: string, seconds = 60, revision = 1) => ({
  accountId,
  timeout: { seconds, revision },
});

const setUp = () => {
  const cache = new MapCache();
  const clock = new FixedClock();
  const fetched: string[] = [];
  const lists = new CachedLists(cache, clock, 'backend');
  const ask = (who: ReturnType<typeof owner>, list: 'groups' | 'favorites' = 'groups') =>
    lists.get(list, who, async () => {
      const answer = `${list} of ${who.accountId} (${fetched.length})`;
      fetched.push(answer);
      await Promise.resolve();
      return answer;
    });
  return { cache, clock, fetched, lists, ask };
};

describe('CachedLists', () => {
  it('should ask once per person and list, at once or one after the other', async () => {
    const { ask, fetched } = setUp();
    const people = ['alice', 'bob'].map((name) => owner(name));
    const round = () =>
      Promise.all(people.flatMap((who) => [ask(who), ask(who), ask(who, 'favorites')]));
    const first = await round();
    expect(await round()).toEqual(first);
    expect(fetched).toHaveLength(4);
    expect(first[0]).toContain('groups of alice');
    expect(first[3]).toContain('groups of bob');
  });

  it('should give the same object while its text is the same, and not read what is no entry', async () => {
    const { lists, cache, ask, fetched } = setUp();
    const read = () =>
      lists.get('groups', owner('alice'), async () => ({ groups: fetched.length }));
    await read();
    const [first, second] = [await read(), await read()];
    expect(second).toBe(first);
    const [[key, text] = ['', '']] = [...cache.held];
    cache.held.set(key, text.replace('0', '7'));
    expect(await read()).toEqual({ groups: 7 });
    cache.held.set(key, JSON.stringify('half an en'));
    expect(await ask(owner('alice'))).toContain('groups of alice');
  });

  it.each(['null', '7', '"text"', '[]', '{}', '{"untilMs":1e15}', '{"value":[],"untilMs":"x"}'])(
    'should ask the backend where others left %s in the cache',
    async (text) => {
      const { ask, cache, fetched } = setUp();
      await ask(owner('alice'));
      for (const key of cache.held.keys()) cache.held.set(key, JSON.stringify(text));
      expect(await ask(owner('alice'))).toBe('groups of alice (1)');
      expect(fetched).toHaveLength(2);
    },
  );

  it('should ask again after the timeout', async () => {
    const { ask, clock, fetched } = setUp();
    await ask(owner('alice'));
    clock.advance(59_999);
    await ask(owner('alice'));
    expect(fetched).toHaveLength(1);
    clock.advance(1);
    await ask(owner('alice'));
    expect(fetched).toHaveLength(2);
  });

  it('should keep for a minute, and no longer than the timeout, what may soon be another', async () => {
    const { lists, clock } = setUp();
    const answers = [0, 1, 2, 3];
    const read = (seconds: number) =>
      lists.get(
        'groups',
        owner('alice', seconds),
        async () => answers.shift(),
        () => true,
      );
    expect([await read(3600), await read(3600)]).toEqual([0, 0]);
    clock.advance(60_000);
    expect(await read(3600)).toBe(1);
    expect(await read(30)).toBe(2);
    clock.advance(30_000);
    expect([await read(3600), await read(30)]).toEqual([1, 3]);
  });

  it('should leave everything behind when the timeout changes, also when it changes back', async () => {
    const { ask, fetched } = setUp();
    await ask(owner('alice', 60, 1));
    await ask(owner('alice', 30, 2));
    await ask(owner('alice', 60, 3));
    expect(fetched).toHaveLength(3);
  });

  it('should not answer from a request that began before the change', async () => {
    const { ask, fetched } = setUp();
    await Promise.all([ask(owner('alice', 60, 1)), ask(owner('alice', 60, 2))]);
    expect(fetched).toHaveLength(2);
  });

  it('should keep nothing at a timeout of 0', async () => {
    const { ask, cache, fetched } = setUp();
    await ask(owner('alice', 0));
    await ask(owner('alice', 0));
    expect(fetched).toHaveLength(2);
    expect(cache.held.size).toBe(0);
  });

  it('should forget failures, and share them only with those who wait', async () => {
    const { lists, ask, fetched } = setUp();
    const failing = () => Promise.reject(new Error('down'));
    await expect(lists.get('groups', owner('alice'), failing)).rejects.toThrow('down');
    await ask(owner('alice'));
    expect(fetched).toHaveLength(1);
  });

  it('should work without its cache', async () => {
    const { cache, ask } = setUp();
    cache.broken = true;
    await expect(ask(owner('alice'))).resolves.toContain('groups of alice');
  });

  it('should forget one list of one person', async () => {
    const { lists, ask, fetched } = setUp();
    await Promise.all([ask(owner('alice')), ask(owner('bob')), ask(owner('alice'), 'favorites')]);
    await lists.forget('groups', owner('alice'));
    await Promise.all([ask(owner('alice')), ask(owner('bob')), ask(owner('alice'), 'favorites')]);
    expect(fetched).toHaveLength(4);
  });
});

describe('BoundedListStore', () => {
  it('should let the oldest go when its room is full', () => {
    const store = BoundedListStore.ofChars(30);
    for (const key of ['a', 'b', 'c']) store.set(key, 'x'.repeat(9));
    store.set('a', 'y'.repeat(9));
    store.set('d', 'x'.repeat(9));
    expect([...store.keys()]).toEqual(['c', 'a', 'd']);
    store.delete('c');
    store.set('e', 'x'.repeat(9));
    expect(store.size).toBe(3);
    store.clear();
    store.set('f', 'x'.repeat(29));
    expect(store.get('f')).toBe('x'.repeat(29));
  });

  it('should not keep what alone is larger than its room', () => {
    const store = BoundedListStore.ofChars(10).set('a', 'x').set('b', 'x'.repeat(20));
    expect(store.size).toBe(0);
  });
});
