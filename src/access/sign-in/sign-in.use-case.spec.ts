import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../../test/fakes/fixed-clock.js';
import { AppError, type ErrorKind } from '../../platform/errors/app-error.js';
import { accountOf, type Account } from '../accounts/account.js';
import { Credentials } from './credentials.js';
import { MemoryFailureCounts } from './failure-counts.js';
import type { KnownCallers } from './known-callers.js';
import type { SecondFactors } from './second-factors.js';
import { SignInThrottle, type Caller } from './sign-in-throttle.js';
import type { RefusedSignIns } from './refused-sign-ins.js';
import { SignIn, SignInMetrics } from './sign-in.use-case.js';

/** Knows alice with the password "right"; answers when the test lets it. */
class HeldCredentials extends Credentials {
  asked = 0;
  readonly order: string[] = [];
  readonly #held: (() => void)[] = [];
  hold = false;

  async asksDirectory(username: string): Promise<boolean> {
    return username.startsWith('person-of-directory');
  }

  async verify(username: string, password: string): Promise<Account | undefined> {
    this.asked++;
    this.order.push(username);
    if (this.hold) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (username !== 'alice' || password !== 'right') return undefined;
    return accountOf({ id: username, username }, { username, password }, 0);
  }

  async releaseAll(): Promise<void> {
    this.hold = false;
    for (const release of this.#held.splice(0)) release();
    await Promise.resolve();
  }
}

/** Knows the owner's device. */
const callers: Partial<KnownCallers> = {
  recognise: async (_name, _address, device?: string): Promise<Caller> =>
    device === undefined ? { kind: 'stranger' } : { kind: 'known-device', device },
  remember: async () => undefined,
};

const refused = { record: async () => undefined } as unknown as RefusedSignIns;

/** Accepts the code 123456, as often as it comes. */
const factors: SecondFactors = {
  methodsOf: async () => ['totp'],
  passkeyRequestFor: async () => undefined,
  accept: async (_, given) => ('code' in given && given.code === '123456' ? 'totp' : undefined),
};

describe('SignIn', () => {
  let credentials: HeldCredentials;
  let signIn: SignIn;

  beforeEach(() => {
    credentials = new HeldCredentials();
    const throttle = new SignInThrottle(new MemoryFailureCounts(new FixedClock()), 50);
    const known = callers as KnownCallers;
    const metrics = new SignInMetrics();
    signIn = new SignIn({ credentials, throttle, callers: known, metrics, refused, factors });
  });

  const attempt = (password: string, username = 'alice', address = '192.0.2.1') =>
    signIn.execute({ username, password, address });
  const attemptOfOwner = () =>
    signIn.execute({ username: 'alice', password: 'right', address: '', deviceCookie: 'hers' });

  it('should take the name in any case', async () => {
    await expect(attempt('right', 'ALICE')).resolves.toMatchObject({ username: 'alice' });
  });

  it('should answer an unknown and an impossible name like a wrong password', async () => {
    const answer = { code: 'access/wrong-credentials' };
    await expect(attempt('wrong')).rejects.toMatchObject(answer);
    await expect(attempt('right', 'nobody')).rejects.toMatchObject(answer);
    await expect(attempt('right', 'no such name')).rejects.toMatchObject(answer);
    expect(credentials.asked).toBe(3);
  });

  it('should not even look at the password while the name is locked', async () => {
    for (let i = 0; i < 5; i++) await attempt('wrong').catch(() => undefined);
    await expect(attempt('right')).rejects.toMatchObject({
      code: 'access/too-many-failures',
      retryAfterSeconds: 1,
    });
    expect(credentials.asked).toBe(5);
  });

  it('should count people a directory refuses, not attempts while it is down', async () => {
    const failing = (kind: ErrorKind) => {
      credentials.verify = async () => {
        throw new AppError(`directory/${kind}`, kind, 'no');
      };
    };
    failing('unavailable');
    for (let i = 0; i < 10; i++) {
      await expect(attempt('right')).rejects.toMatchObject({ kind: 'unavailable' });
    }
    failing('unauthenticated');
    for (let i = 0; i < 5; i++) {
      await expect(attempt('right')).rejects.toMatchObject({ kind: 'unauthenticated' });
    }
    await expect(attempt('right')).rejects.toMatchObject({ code: 'access/too-many-failures' });
  });

  it('should not let a burst of guesses outrun the lock', async () => {
    credentials.hold = true;
    const burst = Array.from({ length: 40 }, (_, i) => attempt(i === 39 ? 'right' : 'wrong'));
    const settled = Promise.allSettled(burst);
    await credentials.releaseAll();
    const codes = (await settled).map((one) =>
      one.status === 'rejected' ? one.reason.code : 'in',
    );
    expect(codes).not.toContain('in');
    expect(credentials.asked).toBeLessThan(10);
  });

  it('should reject people rather than queue without end', async () => {
    credentials.hold = true;
    const waiting = Array.from({ length: 52 }, (_, i) => attempt('right', 'alice', `10.0.0.${i}`));
    await expect(attempt('right')).rejects.toMatchObject({
      code: 'access/sign-in-busy',
      kind: 'unavailable',
    });
    await credentials.releaseAll();
    await expect(Promise.all(waiting)).resolves.toHaveLength(52);
  });

  it('should let local people in while the directory is silent', async () => {
    credentials.hold = true;
    const crowd = Array.from({ length: 60 }, (_, i) =>
      attempt('wrong', `person-of-directory-${i}`, `10.0.${i}.1`),
    );
    const waiting = Promise.allSettled(crowd);
    await new Promise(setImmediate);
    credentials.hold = false;
    await expect(attempt('right')).resolves.toMatchObject({ username: 'alice' });
    await credentials.releaseAll();
    const results = await waiting;
    const reasons = results.map((one) => (one.status === 'rejected' ? one.reason.code : 'in'));
    expect(reasons.filter((code) => code === 'access/sign-in-busy')).toHaveLength(7);
  });

  it('should let the owner in while strangers fill the queue', async () => {
    credentials.hold = true;
    const crowd = Promise.allSettled(
      Array.from({ length: 200 }, (_, i) => attempt('wrong', `person-${i}`, `10.0.${i}.1`)),
    );
    const owners = Promise.all(Array.from({ length: 10 }, attemptOfOwner));
    await new Promise(setImmediate);
    await credentials.releaseAll();
    await expect(owners).resolves.toHaveLength(10);
    const codes = (await crowd).map((one) => (one.status === 'rejected' ? one.reason.code : 'in'));
    expect(codes.filter((code) => code === 'access/sign-in-busy')).toHaveLength(148);
    // Those ahead of the owner were only the two whose passwords were being looked at.
    expect(credentials.order.indexOf('alice')).toBe(2);
  });
});
