import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Directory, DirectoryPerson } from '../../directory/index.js';
import { FixedClock } from '../../../test/fakes/fixed-clock.js';
import { accountOf } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { DirectoryAccounts } from './directory-accounts.js';
import { DirectoryStanding } from './directory-standing.js';

const alice = accountOf({ id: 'alice', username: 'alice' }, { username: 'alice', password: '' }, 0);

describe('DirectoryStanding', () => {
  const clock = new FixedClock();
  const account = jest.fn<AccountRepository['byId']>();
  const endTokens = jest.fn<AccountRepository['endTokens']>();
  const findById = jest.fn<Directory['findById']>();
  const keep = jest.fn<DirectoryAccounts['keep']>();
  let standing: DirectoryStanding;

  beforeEach(() => {
    jest.resetAllMocks();
    account.mockResolvedValue({ ...alice, origin: 'directory', directoryId: 'S-1-5-21-7' });
    const accounts = { byId: account, endTokens } as Partial<AccountRepository>;
    const people = { keep } as Partial<DirectoryAccounts>;
    const directory = { findById } as Partial<Directory>;
    standing = new DirectoryStanding(
      directory as Directory,
      accounts as AccountRepository,
      clock,
      people as DirectoryAccounts,
    );
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

  it('should let nobody act for whoever is switched off, until they are switched on', async () => {
    findById.mockResolvedValue({ enabled: false } as DirectoryPerson);
    await recheck();
    expect(() => standing.refuseGone('alice')).toThrow(/disabled this person/);
    clock.advance(5 * 60_000);
    findById.mockRejectedValue(new Error('down'));
    await recheck();
    expect(() => standing.refuseGone('alice')).toThrow(/disabled this person/);
    clock.advance(5 * 60_000);
    findById.mockResolvedValue({ enabled: true, username: 'Alice' } as DirectoryPerson);
    await recheck();
    expect(() => standing.refuseGone('alice')).not.toThrow();
  });

  it('should know who is gone as soon as the directory has answered, also a question of somebody else', async () => {
    const asked = Promise.withResolvers<DirectoryPerson | undefined>();
    findById.mockReturnValue(asked.promise);
    standing.recheck('alice');
    const answer = standing.isGone('alice');
    asked.resolve(undefined);
    expect(await answer).toBe(true);
    expect(findById).toHaveBeenCalledTimes(1);
    clock.advance(5 * 60_000);
    findById.mockRejectedValue(new Error('down'));
    expect(await standing.isGone('alice')).toBe(true);
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

  it('should take over a name that changed there', async () => {
    const renamed = { enabled: true, username: 'Alice Muster' } as DirectoryPerson;
    findById.mockResolvedValue(renamed);
    await recheck();
    expect(keep).toHaveBeenCalledWith(renamed);
    expect(endTokens).not.toHaveBeenCalled();
  });

  it('should ask again after five minutes, not before', async () => {
    findById.mockResolvedValue({ enabled: true, username: 'Alice' } as DirectoryPerson);
    for (let request = 0; request < 3; request++) await recheck();
    expect(findById).toHaveBeenCalledTimes(1);
    clock.advance(5 * 60_000);
    // Somebody sets the clock back by a day: that is no time.
    clock.set(0);
    await recheck();
    expect(findById).toHaveBeenCalledTimes(2);
    expect(findById).toHaveBeenCalledWith('S-1-5-21-7');
    expect(keep).not.toHaveBeenCalled();
    expect(endTokens).not.toHaveBeenCalled();
  });
});
