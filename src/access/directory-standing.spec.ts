import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Directory, DirectoryPerson } from '../directory/index.js';
import { FixedClock } from '../platform/clock/clock.js';
import type { AccountRepository } from './account.repository.js';
import { DirectoryStanding } from './directory-standing.js';

describe('DirectoryStanding', () => {
  const clock = new FixedClock();
  const passwordHashOf = jest.fn<AccountRepository['passwordHashOf']>();
  const endTokens = jest.fn<AccountRepository['endTokens']>();
  const find = jest.fn<Directory['find']>();
  let standing: DirectoryStanding;

  beforeEach(() => {
    jest.resetAllMocks();
    const accounts = { passwordHashOf, endTokens } as Partial<AccountRepository>;
    const directory = { find } as Partial<Directory>;
    standing = new DirectoryStanding(directory as Directory, accounts as AccountRepository, clock);
  });

  const recheck = async () => {
    standing.recheck('alice');
    await new Promise(setImmediate);
  };

  it('should end the tokens of whoever is switched off', async () => {
    find.mockResolvedValue({ enabled: false } as DirectoryPerson);
    await recheck();
    expect(endTokens).toHaveBeenCalledWith('alice');
  });

  it('should end the tokens of whoever left', async () => {
    find.mockResolvedValue(undefined);
    await recheck();
    expect(endTokens).toHaveBeenCalledWith('alice');
  });

  it('should throw nobody out while the directory is down', async () => {
    find.mockRejectedValue(new Error('down'));
    await recheck();
    expect(find).toHaveBeenCalled();
    expect(endTokens).not.toHaveBeenCalled();
  });

  it('should leave alone who has a password of ours', async () => {
    passwordHashOf.mockResolvedValue('$argon2id$');
    await recheck();
    expect(find).not.toHaveBeenCalled();
    expect(endTokens).not.toHaveBeenCalled();
  });

  it('should ask again after five minutes, not before', async () => {
    find.mockResolvedValue({ enabled: true } as DirectoryPerson);
    for (let request = 0; request < 3; request++) await recheck();
    expect(find).toHaveBeenCalledTimes(1);
    clock.advance(5 * 60_000);
    await recheck();
    expect(find).toHaveBeenCalledTimes(2);
    expect(endTokens).not.toHaveBeenCalled();
  });
});
