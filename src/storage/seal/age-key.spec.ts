import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { identityToRecipient } from 'age-encryption';
import { secretKeyText, freshPair, pairOf, secretKeyLine } from './age-key.js';

describe('a fresh key pair', () => {
  it('should be one, and another each time', async () => {
    const [one, two] = [await freshPair(), await freshPair()];
    expect(await identityToRecipient(secretKeyLine(one.secret).toString().trim())).toBe(
      one.recipient,
    );
    expect(pairOf(one.secret).recipient).toBe(one.recipient);
    expect(two.recipient).not.toBe(one.recipient);
  });

  it('should be written as everybody writes it', () => {
    for (let i = 0; i < 50; i++) {
      const secret = randomBytes(32);
      expect(secretKeyLine(secret).toString()).toBe(`${secretKeyText(secret)}\n`);
    }
  });
});
