import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { readSettings, type Env } from '../../src/platform/config/settings.js';
import { directorySettings } from '../../src/directory/index.js';
import type { DirectorySettings } from '../../src/directory/directory.config.js';
import { LdapDirectory } from '../../src/directory/directory.ldap.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';

const PASSWORD = 'Alice!Pass9';
const START_MS = 300_000;

/** The three ways to reach a domain controller, the way as settings say it. */
const WAYS = {
  'ldap://': { LDAP_URL: 'ldap://127.0.0.1' },
  'ldaps://': { LDAP_URL: 'ldaps://127.0.0.1' },
  StartTLS: { LDAP_URL: 'ldap://127.0.0.1:389', LDAP_START_TLS: 'true' },
} as const;
type Way = keyof typeof WAYS;

describe('LdapDirectory on Active Directory', () => {
  let samba: RunningSamba;
  const opened: LdapDirectory[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    samba = await provisionSamba();
    const create = (name: string, ...more: string[]) =>
      samba.tool('user', 'create', name, PASSWORD, ...more);
    await create('alice', '--given-name=Alice', '--surname=Müller', '--mail-address=a@kontor.test');
    await create('carol', '--given-name=Twin', '--surname=One');
    await samba.tool('user', 'disable', 'carol');
    await create('dave', '--given-name=Twin', '--surname=Two', '--must-change-at-next-login');
    await create('p(a)ul', '--department=Bau & Umwelt');
    await create('erna');
    await samba.tool('user', 'setexpiry', 'erna', '--days=0');
  }, START_MS);

  afterAll(async () => {
    await Promise.all(opened.map((directory) => directory.close()));
    await samba.remove();
  }, START_MS);

  const directoryBy = (way: Way, more: Env = {}): LdapDirectory => {
    const env = {
      ...samba.settings,
      ...(way === 'ldap://' && { LDAP_CA_FILE: '' }),
      ...WAYS[way],
      ...more,
    };
    const { directory } = readSettings([directorySettings], env) as {
      directory: DirectorySettings;
    };
    const ldap = new LdapDirectory(directory.ldap!, new SystemClock());
    opened.push(ldap);
    return ldap;
  };

  /** As samba-tool prints it: conversion by another hand. */
  const sidOf = async (name: string): Promise<string | undefined> =>
    /objectSid: (\S+)/.exec(await samba.tool('user', 'show', name, '--attributes=objectSid'))?.[1];

  const guidOf = async (name: string): Promise<string | undefined> =>
    /objectGUID: (\S+)/.exec(
      await samba.tool('user', 'show', name, '--attributes=objectGUID'),
    )?.[1];

  describe.each([
    { way: 'ldap://', hardened: false },
    { way: 'ldaps://', hardened: true },
    { way: 'StartTLS', hardened: true },
  ] as const)('by $way (hardened: $hardened)', ({ way, hardened }) => {
    let directory: LdapDirectory;

    beforeAll(async () => {
      await samba.kill();
      await samba.start({ hardened });
      directory = directoryBy(way);
    }, START_MS);

    it('should let somebody in with the right password and know who it is', async () => {
      await expect(directory.authenticate('alice', PASSWORD)).resolves.toEqual({
        id: await sidOf('alice'),
        guid: await guidOf('alice'),
        username: 'alice',
        displayName: 'Alice Müller',
        sid: await sidOf('alice'),
        mail: 'a@kontor.test',
        givenName: 'Alice',
        surname: 'Müller',
        department: undefined,
        enabled: true,
        attributes: { firstname: 'Alice', lastname: 'Müller', email: 'a@kontor.test' },
      });
    });

    it('should know the same person by the principal name and in any case', async () => {
      const alice = await directory.find('alice');
      expect(alice?.sid).toMatch(/^S-1-5-21-\d+-\d+-\d+-\d+$/);
      await expect(directory.find('ALICE')).resolves.toEqual(alice);
      await expect(directory.authenticate('alice@kontor.test', PASSWORD)).resolves.toEqual(alice);
    });

    it('should know who somebody is, whatever their name', async () => {
      const alice = await directory.find('alice');
      await expect(directory.findById(alice!.id!)).resolves.toEqual(alice);
      await samba.tool('user', 'rename', 'alice', '--samaccountname=alice-frei');
      try {
        await expect(directory.find('alice')).resolves.toBeUndefined();
        const renamed = { ...alice, username: 'alice-frei' };
        await expect(directory.findById(alice!.id!)).resolves.toEqual(renamed);
      } finally {
        await samba.tool('user', 'rename', 'alice-frei', '--samaccountname=alice');
      }
      await expect(directory.findById((await sidOf('carol'))!)).resolves.toMatchObject({
        enabled: false,
      });
      for (const nobody of ['S-1-5-21-1-2-3-4', 'entryUUID:no-such', 'alice', '*'])
        await expect(directory.findById(nobody)).resolves.toBeUndefined();
    });

    it.each([
      ['a wrong password', 'alice', `${PASSWORD} `],
      ['an empty password', 'alice', ''],
      ['a password that is empty to C', 'alice', '\0'],
      ['an unknown name', 'nobody', PASSWORD],
      ['an empty name', '', PASSWORD],
      ['the password of a disabled account guessed wrong', 'carol', 'guess'],
    ])('should not let anybody in with %s', async (_, username, password) => {
      await expect(directory.authenticate(username, password)).resolves.toBe('wrong-credentials');
    });

    it.each([
      ['a disabled account', 'carol', 'directory/account-disabled'],
      ['an expired account', 'erna', 'directory/account-expired'],
      ['a first password', 'dave', 'directory/password-must-change'],
    ])('should say why %s is refused', async (_, username, code) => {
      await expect(directory.authenticate(username, PASSWORD)).rejects.toMatchObject({
        code,
        kind: 'unauthenticated',
      });
    });
  });

  describe('whoever asks', () => {
    let directory: LdapDirectory;

    beforeAll(async () => {
      await samba.kill();
      await samba.start();
      directory = directoryBy('ldaps://');
    }, START_MS);

    it.each([
      '*',
      'al*',
      'alice)(objectClass=*',
      '*)(|(sAMAccountName=alice',
      'alice\0',
      '\\61lice',
    ])('should take %j for a name, not for a part of the filter', async (name) => {
      await expect(directory.find(name)).resolves.toBeUndefined();
      await expect(directory.authenticate(name, PASSWORD)).resolves.toBe('wrong-credentials');
    });

    it('should find names that are made of such characters', async () => {
      await expect(directory.find('p(a)ul')).resolves.toMatchObject({
        username: 'p(a)ul',
        department: 'Bau & Umwelt',
        sid: await sidOf('p(a)ul'),
      });
    });

    it('should find people who are switched off and say so', async () => {
      await expect(directory.find('carol')).resolves.toMatchObject({ enabled: false });
      await expect(directory.find('erna')).resolves.toMatchObject({ enabled: false });
      await expect(directory.find('alice')).resolves.toMatchObject({ enabled: true });
    });

    it('should not find computers', async () => {
      await expect(directory.find('DC1$')).resolves.toBeUndefined();
    });

    it('should refuse to choose between two people', async () => {
      const filter = '(&(objectClass=user)(givenName={username}))';
      const twins = directoryBy('ldaps://', { LDAP_USER_FILTER: filter });
      const ambiguous = { code: 'directory/ambiguous-username' };
      await expect(twins.find('Twin')).rejects.toMatchObject(ambiguous);
      await expect(twins.authenticate('Twin', PASSWORD)).rejects.toMatchObject(ambiguous);
      const three = directoryBy('ldaps://', {
        LDAP_USER_FILTER: '(|(cn={username})(objectClass=user))',
      });
      await expect(three.find('alice')).rejects.toMatchObject(ambiguous);
    });

    it('should let many ask at once', async () => {
      const fresh = directoryBy('ldaps://');
      const found = await Promise.all(Array.from({ length: 20 }, () => fresh.find('alice')));
      expect(new Set(found.map((person) => person?.username))).toEqual(new Set(['alice']));
    });
  });

  describe('when it is not set up rightly', () => {
    const refused = { code: 'directory/refuses-us', kind: 'unavailable' };
    const unavailable = { code: 'directory/unavailable', kind: 'unavailable' };

    it('should say that a hardened directory takes no password in clear', async () => {
      await expect(directoryBy('ldap://').authenticate('alice', PASSWORD)).rejects.toMatchObject(
        refused,
      );
    });

    it('should not blame people for a wrong password of ours, nor for a wrong base', async () => {
      const wrongPassword = directoryBy('ldaps://', { LDAP_BIND_PASSWORD: 'wrong' });
      await expect(wrongPassword.authenticate('alice', PASSWORD)).rejects.toMatchObject(refused);
      await expect(wrongPassword.check()).rejects.toMatchObject(refused);
      const wrongBase = directoryBy('ldaps://', { LDAP_BASE_DN: 'OU=none,DC=kontor,DC=test' });
      await expect(wrongBase.find('alice')).rejects.toMatchObject(refused);
    });

    it('should not start with a CA file that is none', () => {
      const read = (file: string) => () => directoryBy('ldaps://', { LDAP_CA_FILE: file });
      expect(read('/nonexistent/ca.pem')).toThrow(/LDAP_CA_FILE: cannot be read .*ENOENT/);
      expect(read(import.meta.filename)).toThrow(/LDAP_CA_FILE: holds no certificate/);
    });

    it.each(['ldaps://', 'StartTLS'] as const)(
      'should not speak to a stranger by %s',
      async (way) => {
        const withoutCa = directoryBy(way, { LDAP_CA_FILE: '' });
        await expect(withoutCa.find('alice')).rejects.toMatchObject(unavailable);
        const otherName = WAYS[way].LDAP_URL.replace('127.0.0.1', 'localhost');
        const elsewhere = directoryBy(way, { LDAP_URL: otherName });
        await expect(elsewhere.find('alice')).rejects.toMatchObject({
          ...unavailable,
          data: { reason: expect.stringContaining("does not match certificate's altnames") },
        });
      },
    );
  });

  describe.each(['ldaps://', 'StartTLS'] as const)('down and back by %s', (way) => {
    it(
      'should be distinguished from a wrong password, and recover by itself',
      async () => {
        const directory = directoryBy(way);
        await directory.find('alice');
        await samba.kill();
        const down = { code: 'directory/unavailable', kind: 'unavailable' };
        await expect(directory.authenticate('alice', PASSWORD)).rejects.toMatchObject(down);
        await expect(directory.find('nobody')).rejects.toMatchObject(down);
        await expect(directory.check()).rejects.toMatchObject(down);

        await samba.start();
        await untilSettled(() => directory.check());
        await expect(directory.authenticate('alice', PASSWORD)).resolves.toMatchObject({
          username: 'alice',
        });
      },
      START_MS,
    );

    it(
      'should not notice a restart between two requests',
      async () => {
        const directory = directoryBy(way);
        await directory.find('alice');
        await samba.kill();
        await samba.start();
        await expect(directory.find('alice')).resolves.toMatchObject({ username: 'alice' });
      },
      START_MS,
    );
  });
});

/** After a failure no new attempt is made for a second. */
async function untilSettled(attempt: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
