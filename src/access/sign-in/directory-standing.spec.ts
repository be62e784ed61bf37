import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Directory, DirectoryPerson } from '../../directory/index.js';
import { FixedClock } from '../../../test/fakes/fixed-clock.js';
import { accountOf } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { DirectoryStanding } from './directory-standing.js';

const alice = accountOf({ id: 'alice', username: 'alice' }, { username: 'alice', password: '' }, 0);

describe('DirectoryStanding', () => {
  const clock = new FixedClock();
  const account = jest.fn<AccountRepository['byId']>();
  const endTokens = jest.fn<AccountRepository['endTokens']>();
  const findById = jest.fn<Directory['findById']>();
  let standing: DirectoryStanding;

  beforeEach(() => {
    jest.resetAllMocks();
    account.mockResolvedValue({ ...alice, origin: 'directory', directoryId: 'S-1-5-21-7' });
    const accounts = { byId: account, endTokens } as Partial<AccountRepository>;
    const directory = { findById } as Partial<Directory>;
    standing = new DirectoryStanding(directory as Directory, accounts as AccountRepository, clock);
  });

  const recheck = async () => {
    standing.recheck('alice');
    await new Promise(setImmediate);
  };

  it('should end the tokens of whoever is switched off', async () => {
    findById.mockResolvedValue({ enabled: false } as DirectoryPerson);
    await recheck();
    expect(endTokens).toHaveBeenCalledWith('alice');
  });

  it('should end the tokens of whoever left', async () => {
    findById.mockResolvedValue(undefined);
    await recheck();
    expect(endTokens).toHaveBeenCalledWith('alice');
  });

  it('should throw nobody out while the directory is down', async () => {
    findById.mockRejectedValue(new Error('down'));
    await recheck();
    expect(findById).toHaveBeenCalled();
    expect(endTokens).not.toHaveBeenCalled();
  });

  it('should leave alone who has a password of ours', async () => {
    account.mockResolvedValue(alice);
    await recheck();
    expect(findById).not.toHaveBeenCalled();
    expect(endTokens).not.toHaveBeenCalled();
  });

  it('should ask again after five minutes, not before', async () => {
    findById.mockResolvedValue({ enabled: true } as DirectoryPerson);
    for (let request = 0; request < 3; request++) await recheck();
    expect(findById).toHaveBeenCalledTimes(1);
    clock.advance(5 * 60_000);
    // Somebody sets the clock back by a day: that is no time.
    clock.set(0);
    await recheck();
    expect(findById).toHaveBeenCalledTimes(2);
    expect(findById).toHaveBeenCalledWith('S-1-5-21-7');
    expect(endTokens).not.toHaveBeenCalled();
  });
});
