import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../test/fakes/fixed-clock.js';
import { Secret } from '../platform/config/secret.js';
import { grantForm, Grants, signature } from './grants.js';
import type { Grant } from './template-backend.js';

const credentials = {
  clientId: '44d4a4b2-0000-4000-8000-000000000000',
  clientSecret: new Secret('s&e=c r+t'),
  presharedKey: new Secret('horribletruth'),
};
const request = {
  credentials,
  sid: 'foobar',
  scope: 'oo_V1WebApi',
  doubleEncodeBug: false,
  nowMs: 1_546_300_800_999,
};

describe('the grant request', () => {
  it.each([
    ['foobar', 'FBE7E80E5D793A82BEEB9DDA36D214B54B3A6D7B2AF75B25BF287A5B7BEC76FB'],
    [
      'S-1-5-21-2109130332-968164008-972369679-13586',
      '38F03A947DD0930C38B7F7EB72C3D5944619479BE573619F30FC880EFEF823A3',
    ],
  ])('should be signed for %s as the reference says', (sid, hash) => {
    expect(signature(sid, '1546300800', 'horribletruth')).toBe(hash);
  });

  it('should carry exactly the fields of the reference', () => {
    expect(Object.fromEntries(new URLSearchParams(grantForm(request)))).toEqual({
      grant_type: 'urn:oneoffixx:oauth2:impersonate',
      scope: 'oo_V1WebApi',
      client_id: credentials.clientId,
      client_secret: 's&e=c r+t',
      impersonateAs: 'foobar',
      timestamp: '1546300800',
      hash: 'FBE7E80E5D793A82BEEB9DDA36D214B54B3A6D7B2AF75B25BF287A5B7BEC76FB',
    });
  });

  it('should encode the grant type once or twice on the wire', () => {
    expect(grantForm(request)).toContain('grant_type=urn%3Aoneoffixx%3Aoauth2%3Aimpersonate&');
    expect(grantForm({ ...request, doubleEncodeBug: true })).toContain(
      'grant_type=urn%253Aoneoffixx%253Aoauth2%253Aimpersonate&',
    );
  });
});

/** Answers each request with a new grant; `hold` keeps requests waiting. */
class FakeBackend {
  readonly asked: string[] = [];
  expiresInSeconds: number | undefined = 600;
  failure: Error | undefined;
  hold: Promise<void> | undefined;

  readonly request = async (username: string): Promise<Grant> => {
    this.asked.push(username);
    await this.hold;
    if (this.failure) throw this.failure;
    const token = new Secret(`${username}-${this.asked.length}`);
    return { token, expiresInSeconds: this.expiresInSeconds };
  };
}

const setUp = (maxHeld?: number) => {
  const backend = new FakeBackend();
  const clock = new FixedClock();
  return { backend, clock, grants: new Grants(backend.request, clock, maxHeld) };
};

describe('Grants', () => {
  it('should ask once for a person, however many wait, and never mix people', async () => {
    const { backend, grants } = setUp();
    const tokens = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        const username = at % 2 ? 'alice' : 'bob';
        return [username, (await grants.grantOf(username)).token.reveal()] as const;
      }),
    );
    expect([...backend.asked].sort()).toEqual(['alice', 'bob']);
    expect(tokens.every(([username, token]) => token.startsWith(username))).toBe(true);
  });

  it('should renew before the end, by a margin', async () => {
    const { backend, clock, grants } = setUp();
    await grants.grantOf('alice');
    clock.advance(539_000);
    await grants.grantOf('alice');
    expect(backend.asked).toHaveLength(1);
    clock.advance(2_000);
    await grants.grantOf('alice');
    expect(backend.asked).toHaveLength(2);
  });

  it('should use a short-lived grant for half its life, and one without an end for half an hour', async () => {
    const { backend, clock, grants } = setUp();
    for (const [life, freshMs] of [
      [30, 15_000],
      [undefined, 29 * 60_000],
    ] as const) {
      backend.asked.length = 0;
      backend.expiresInSeconds = life;
      const name = `life-${life}`;
      await grants.grantOf(name);
      clock.advance(freshMs - 1);
      await grants.grantOf(name);
      expect(backend.asked).toHaveLength(1);
      clock.advance(1);
      await grants.grantOf(name);
      expect(backend.asked).toHaveLength(2);
    }
  });

  it('should forget a failure', async () => {
    const { backend, grants } = setUp();
    backend.failure = new Error('down');
    await expect(grants.grantOf('alice')).rejects.toThrow('down');
    backend.failure = undefined;
    await expect(grants.grantOf('alice')).resolves.toBeDefined();
  });

  it('should drop a grant only as long as it is the current one', async () => {
    const { backend, grants } = setUp();
    const first = await grants.grantOf('alice');
    grants.drop('alice', first);
    const second = await grants.grantOf('alice');
    grants.drop('alice', first);
    grants.drop('bob', second);
    expect(await grants.grantOf('alice')).toBe(second);
    expect(backend.asked).toHaveLength(2);
  });

  it('should hold a bounded number of grants, but never ask twice for a pending one', async () => {
    const { backend, grants } = setUp(2);
    const held = Promise.withResolvers<void>();
    backend.hold = held.promise;
    const pending = ['a', 'b', 'c', 'd'].map((name) => grants.grantOf(name));
    const again = grants.grantOf('a');
    held.resolve();
    await Promise.all([...pending, again]);
    expect(backend.asked).toEqual(['a', 'b', 'c', 'd']);
    await grants.grantOf('e');
    await grants.grantOf('a');
    expect(backend.asked).toEqual(['a', 'b', 'c', 'd', 'e', 'a']);
  });

  it('should not print its tokens', async () => {
    const { grants } = setUp();
    expect(JSON.stringify(await grants.grantOf('alice'))).not.toContain('alice-1');
  });
});
