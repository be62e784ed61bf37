import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StripeMemory } from './stripe-memory.js';

const BOUND = 100;
const EACH = 10;

describe('StripeMemory', () => {
  let memory: StripeMemory;
  let admitted: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    memory = new StripeMemory(BOUND);
    admitted = [];
  });
  afterEach(() => void jest.useRealTimers());

  const admit = (kind: 'read' | 'write', name: string, bytes = EACH): Promise<unknown> =>
    memory.admit(kind, bytes).then(
      () => admitted.push(name),
      (error: unknown) => (error as { code: string }).code,
    );
  const admitMany = (kind: 'read' | 'write', count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => admit(kind, `${kind} ${i}`)));

  it('should keep a quarter for each kind, and admit others in order as memory is given back', async () => {
    await admitMany('write', 7);
    void admit('write', 'waits first');
    void admit('write', 'waits second');
    await admitMany('read', 3);
    void admit('read', 'waits for both');
    expect(memory.figures).toMatchObject({ lentBytes: BOUND, waiting: 3 });
    admitted = [];
    memory.giveBack('write', EACH);
    await jest.advanceTimersByTimeAsync(0);
    expect(admitted).toEqual(['waits first']);
    memory.giveBack('read', EACH);
    await jest.advanceTimersByTimeAsync(0);
    expect(admitted).toEqual(['waits first', 'waits for both']);
    expect(memory.figures).toMatchObject({ lentBytes: BOUND, waiting: 1 });
  });

  it('should never lend more than the bound, whoever comes and goes', async () => {
    const lent: Record<'read' | 'write', number> = { read: 0, write: 0 };
    const kinds = ['read', 'write', 'write', 'read', 'write'] as const;
    for (let i = 0; i < 500; i++) {
      const kind = kinds[i % kinds.length]!;
      void memory.admit(kind, EACH).then(() => lent[kind]++);
      await jest.advanceTimersByTimeAsync(0);
      expect(memory.figures.lentBytes).toBeLessThanOrEqual(BOUND);
      expect(memory.figures.lentBytes).toBe(EACH * (lent.read + lent.write));
      const leaving = kinds[(i * 7) % kinds.length]!;
      if (lent[leaving] > 2) {
        lent[leaving]--;
        memory.giveBack(leaving, EACH);
      }
    }
    expect(lent.read).toBeGreaterThan(0);
    expect(lent.write).toBeGreaterThan(0);
  });

  it('should refuse after fifteen seconds, and count that', async () => {
    await admitMany('write', 7);
    const refused = admit('write', 'too late');
    await jest.advanceTimersByTimeAsync(15_000);
    expect(await refused).toBe('storage/busy');
    expect(memory.figures).toMatchObject({ waiting: 0, waits: 1, refused: 1, lentBytes: 70 });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('should give more than what is needed only out of plenty, and to nobody while others wait', async () => {
    await admit('write', 'one');
    expect(memory.tryMore('write', 40)).toBe(true);
    expect(memory.tryMore('write', 1)).toBe(false);
    memory.giveBack('write', 40);
    expect(memory.tryMore('write', 5)).toBe(true);
    void admit('write', 'large', 70);
    expect(memory.tryMore('write', 1)).toBe(false);
    memory.giveBack('write', 5);
    memory.giveBack('write', EACH);
    await jest.advanceTimersByTimeAsync(0);
    expect(admitted).toEqual(['one', 'large']);
  });

  it('should admit one reader that is larger than the bound beside writers', async () => {
    await admitMany('write', 7);
    await admit('read', 'of an older object', 2 * BOUND);
    expect(admitted).toContain('of an older object');
  });
});
