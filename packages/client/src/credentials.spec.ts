import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClientCredentials } from './credentials.js';

describe('ClientCredentials', () => {
  let nowMs = 1_000_000;
  let issued = 0;
  let fails = false;
  let credentials: ClientCredentials;

  beforeEach(() => {
    [nowMs, issued, fails] = [1_000_000, 0, false];
    jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
    credentials = new ClientCredentials(async () => {
      if (fails) throw new Error('not now');
      return { access_token: `token-${++issued}`, expires_in: 300 };
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('should renew a token when a tenth of its time is left', async () => {
    await expect(credentials.token()).resolves.toBe('token-1');
    nowMs += 269_000;
    await expect(credentials.token()).resolves.toBe('token-1');
    nowMs += 1_000;
    await expect(credentials.token()).resolves.toBe('token-2');
  });

  it('should use a token to its end when no other one can be had', async () => {
    await credentials.token();
    fails = true;
    nowMs += 299_000;
    await expect(credentials.token()).resolves.toBe('token-1');
    nowMs += 1_000;
    await expect(credentials.token()).rejects.toThrow('not now');
    fails = false;
    await expect(credentials.token()).resolves.toBe('token-2');
  });

  it('should throw a token away that was refused, but not the one that came after it', async () => {
    const old = await credentials.token();
    expect(credentials.refused(old)).toBe(true);
    await expect(credentials.token()).resolves.toBe('token-2');
    credentials.refused(old);
    await expect(credentials.token()).resolves.toBe('token-2');
  });
});
