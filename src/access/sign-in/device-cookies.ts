import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.js';
import { canonicalUsername } from '../accounts/account.js';
import { countedName } from './sign-in-throttle.js';

/** As `reply.setCookie(name, value, options)` wants it. */
export interface DeviceCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly path: '/';
    readonly httpOnly: true;
    readonly sameSite: 'strict';
    readonly secure: boolean;
    readonly maxAge: number;
  };
}

const DAY_MS = 86_400_000;
const KEPT_DAYS = 180;
/** People who share one browser; who came first is forgotten. */
const MAX_PEOPLE = 8;
const FORM = /^([\w-]{22})((?:\.[0-9a-z]{1,5}-[\w-]{22}){1,8})$/;

/**
 * What tells the browsers on which somebody has signed in before from those of strangers: no credential, it opens
 * nothing. The value is the browser's id and, for each person, the day and a keyed hash over both and the name.
 */
export class DeviceCookies {
  readonly name: string;
  readonly #secure: boolean;

  constructor(
    private readonly key: Buffer,
    private readonly clock: Clock,
    publicUrl: string,
  ) {
    this.#secure = publicUrl.startsWith('https:');
    this.name = this.#secure ? '__Host-kontor_device' : 'kontor_device';
  }

  /** The browser's id, if the person of that name (see `countedName`) signed in on it before. */
  deviceOf(cookie: string | undefined, username: string): string | undefined {
    const { device, people } = partsOf(cookie);
    if (device === undefined) return undefined;
    const today = this.#today();
    const known = people.some((person) => {
      const [day = ''] = person.split('-', 1);
      const isFresh = today - parseInt(day, 36) < KEPT_DAYS;
      return isFresh && isEqual(person, this.#person(device, username, parseInt(day, 36)));
    });
    return known ? device : undefined;
  }

  /** The cookie for a browser on which they have just signed in; `typed` may be another name of theirs. */
  issue(cookie: string | undefined, username: string, typed: string): DeviceCookie {
    const names = [username, canonicalUsername(typed) ?? username].map(countedName);
    const { device = randomBytes(16).toString('base64url'), people } = partsOf(cookie);
    const others = people.filter((person) => !names.some((name) => this.#is(person, device, name)));
    const added = names.map((name) => this.#person(device, name, this.#today()));
    const kept = [...others, ...new Set(added)].slice(-MAX_PEOPLE);
    const maxAge = KEPT_DAYS * (DAY_MS / 1000);
    const options = {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: this.#secure,
    } as const;
    const value = [device, ...kept].join('.');
    return { name: this.name, value, options: { ...options, maxAge } };
  }

  #is(person: string, device: string, username: string): boolean {
    const [day = ''] = person.split('-', 1);
    return isEqual(person, this.#person(device, username, parseInt(day, 36)));
  }

  #person(device: string, username: string, day: number): string {
    const hash = createHmac('sha256', this.key).update(`${device}|${username}|${day}`).digest();
    return `${day.toString(36)}-${hash.subarray(0, 16).toString('base64url')}`;
  }

  #today(): number {
    return Math.floor(this.clock.nowMs() / DAY_MS);
  }
}

function partsOf(cookie: string | undefined) {
  const [, device, people = ''] = FORM.exec(cookie ?? '') ?? [];
  return { device, people: people.split('.').slice(1) };
}

const isEqual = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
