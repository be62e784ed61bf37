import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Memberships } from '../../src/access/groups/memberships.js';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { Directory } from '../../src/directory/index.js';
import { Groups } from '../../src/platform/identity/groups.js';
import { MovableClock } from '../fakes/movable-clock.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';
import { startAccess, type RunningAccess } from './access-app.js';

const PASSWORD = 'Rundweg!Pass9';
/** More than a server of this kind gives in one answer, and than it gives of one attribute. */
const CROWD = 2500;
/** Longer than the directory's own commands take on a busy machine. */
const REFRESH_SECONDS = 3600;

describe('groups of the directory', () => {
  let samba: RunningSamba;
  let kontor: RunningAccess;
  const clock = new MovableClock();

  beforeAll(async () => {
    samba = await provisionSamba();
    for (const name of ['carla', 'berta']) await samba.tool('user', 'create', name, PASSWORD);
    await samba.load(crowd(samba.baseDn));
    await samba.tool('group', 'add', 'Rechtsdienst (extern)');
    await samba.tool('group', 'addmembers', 'Rechtsdienst (extern)', 'carla');
    // Carla → Rechtsdienst (extern) → Amt für Bau → Alle; the crowd is in Alle by another one.
    await samba.tool('group', 'add', 'Amt für Bau');
    await samba.tool('group', 'addmembers', 'Amt für Bau', 'Rechtsdienst (extern)');
    await samba.tool('group', 'addmembers', 'Alle', 'Amt für Bau');
    await samba.start();
    kontor = await startAccess(clock, {
      ...samba.settings,
      LDAP_REFRESH_SECONDS: String(REFRESH_SECONDS),
    });
  });

  afterAll(async () => {
    await kontor?.stop();
    await samba.remove();
  });

  async function signIn(username: string): Promise<string> {
    const payload = { username, password: PASSWORD };
    const answer = await kontor.app.inject({ method: 'POST', url: '/api/auth/token', payload });
    return answer.json().access_token;
  }
  async function groupsOf(token: string): Promise<readonly string[]> {
    const headers = { authorization: `Bearer ${token}` };
    const { groups } = (await kontor.app.inject({ url: '/api/me', headers })).json();
    return groups.map(({ name }: { name: string }) => name);
  }
  const groups = () => kontor.app.get(Groups);

  it('should be known at sign-in, nested ones too', async () => {
    const token = await signIn('carla');
    expect(await groupsOf(token)).toEqual([
      ...['Alle', 'Amt für Bau', 'Domain Users', 'Rechtsdienst (extern)'],
    ]);
    expect(await groupsOf(await signIn('berta'))).toEqual(['Domain Users']);
  });

  it('should be found by the start of any word before anybody of them signed in', async () => {
    const found = await groups().search('hochb', 5);
    expect(found).toEqual([
      { id: expect.any(String), name: 'Amt-Hochbau', source: 'directory', members: 0 },
    ]);
    expect(await groups().search('*', 5)).toEqual([]);
    expect((await groups().search('recht', 5)).map(({ name }) => name)).toEqual([
      'Rechtsdienst (extern)',
    ]);
  });

  it('should give all people of a group within a group, however many', async () => {
    const directory = kontor.app.get(Directory);
    const [all] = await directory.searchGroups('Alle', 1);
    const people = await directory.membersOf(all!.id);
    expect(new Set(people).size).toBe(CROWD + 1);
  });

  it('should count who has an account when a document is shared with the group', async () => {
    // As if the crowd had accounts from before there were groups.
    const accounts = kontor.app.get(AccountRepository);
    const directory = kontor.app.get(Directory);
    for (const n of [1, CROWD]) {
      const person = await directory.find(`crowd${n}`);
      await accounts.keepFromDirectory(
        {
          ...{ username: `crowd${n}`, displayName: `crowd${n}`, mail: null, sid: person!.id! },
          ...{ directoryId: person!.id!, directoryGuid: person!.guid ?? null },
        },
        { id: `crowd ${n}`, nowMs: 0 },
      );
    }
    const [all] = await groups().search('Alle', 1);
    await groups().refresh(all!.id);
    expect(await groups().membersOf([all!.id])).toEqual(
      expect.arrayContaining(['crowd 1', `crowd ${CROWD}`]),
    );
    // Nobody leaves by that: it only adds.
    await groups().refresh(all!.id);
    expect((await groups().named([all!.id])).get(all!.id)).toMatchObject({ members: 3 });
  });

  it('should follow the directory after LDAP_REFRESH_SECONDS, without a sign-in', async () => {
    const token = await signIn('carla');
    await samba.tool('group', 'removemembers', 'Amt für Bau', 'Rechtsdienst (extern)');
    await samba.tool('group', 'addmembers', 'Amt-Hochbau', 'carla');
    expect(await groupsOf(token)).toContain('Amt für Bau');
    clock.aheadMs += REFRESH_SECONDS * 1000;
    const kept = nextKept();
    await groupsOf(token);
    await kept;
    expect(await groupsOf(token)).toEqual([
      ...['Alle', 'Amt-Hochbau', 'Domain Users', 'Rechtsdienst (extern)'],
    ]);
  });

  it('should leave everybody where they are while the directory is silent', async () => {
    const token = await signIn('carla');
    const before = await groupsOf(token);
    await samba.kill();
    clock.aheadMs += REFRESH_SECONDS * 1000;
    await groupsOf(token);
    expect(await groups().search('Amt', 5)).toHaveLength(2);
    expect(await groupsOf(token)).toEqual(before);
  });

  /** Resolves when the groups of somebody have been brought up to date. */
  function nextKept(): Promise<void> {
    const memberships = kontor.app.get(Memberships, { strict: false });
    const keep = memberships.keep.bind(memberships);
    return new Promise((resolve) => {
      memberships.keep = async (...input) => {
        memberships.keep = keep;
        await keep(...input);
        resolve();
      };
    });
  }
});

/** LDIF of many people in one group, which is in another one. */
function crowd(baseDn: string): string {
  const dn = (name: string) => `CN=${name},CN=Users,${baseDn}`;
  const names = Array.from({ length: CROWD }, (_, n) => `crowd${n + 1}`);
  const group = (name: string, members: readonly string[]) =>
    [
      ...[`dn: ${dn(name)}`, 'objectClass: group', `sAMAccountName: ${name}`],
      ...members.map((member) => `member: ${dn(member)}`),
    ].join('\n');
  return [
    ...names.map((name) => `dn: ${dn(name)}\nobjectClass: user\nsAMAccountName: ${name}`),
    group('Amt-Hochbau', names),
    group('Alle', ['Amt-Hochbau']),
  ].join('\n\n');
}
