import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { identityToRecipient } from 'age-encryption';
import { secretKeyText, freshPair, pairOf, secretKeyLine } from './age-key.js';

describe('freshPair', () => {
  it('should generate a valid and different key pair each time', async () => {
    const [one, two] = [await freshPair(), await freshPair()];
    expect(await identityToRecipient(secretKeyLine(one.secret).toString().trim())).toBe(
      one.recipient,
    );
    expect(pairOf(one.secret).recipient).toBe(one.recipient);
    expect(two.recipient).not.toBe(one.recipient);
  });

  it('should be encoded like the string form', () => {
    for (let i = 0; i < 50; i++) {
      const secret = randomBytes(32);
      expect(secretKeyLine(secret).toString()).toBe(`${secretKeyText(secret)}\n`);
    }
  });
});
