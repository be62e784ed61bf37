import { describe, expect, it } from '@jest/globals';
import { ownTurn } from './own-turn.js';

describe('ownTurn', () => {
  it('should give each caller a turn of the event loop that no other one gets', async () => {
    let turn = 0;
    let counting = setImmediate(function count() {
      turn++;
      counting = setImmediate(count);
    });
    const turns = await Promise.all(
      Array.from({ length: 5 }, async () => {
        await ownTurn();
        return turn;
      }),
    );
    clearImmediate(counting);
    expect(new Set(turns).size).toBe(5);
  });
});
