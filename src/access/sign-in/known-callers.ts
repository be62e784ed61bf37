import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.js';
import { networkOf } from '../../platform/http/client-address.js';
import { signInName } from '../accounts/account-name.js';
import type { SignInRepository } from './sign-in.repository.js';
import { countedName, type Caller } from './sign-in-throttle.js';
import { cookieNameFor, type CookieToSet } from './cookie-to-set.js';

const DAY_MS = 86_400_000;
const KNOWN_FOR_MS = 30 * DAY_MS;
/** At home, at work, on the way; each is one IPv4 address or one IPv6 network. */
const MAX_ADDRESSES = 20;

/** Tells the owner of an account from strangers, before the password is checked. */
export class KnownCallers {
  constructor(
    private readonly repository: SignInRepository,
    private readonly devices: DeviceCookies,
    private readonly clock: Clock,
    private readonly key: Buffer,
  ) {}

  async recognise(name: string, address: string, deviceCookie?: string): Promise<Caller> {
    const device = this.devices.deviceOf(deviceCookie, name);
    if (device !== undefined) return { kind: 'known-device', device };
    const since = this.clock.nowMs() - KNOWN_FOR_MS;
    const known = await this.repository.knowsAddress(name, this.#hashOf(address), since);
    return { kind: known ? 'known-address' : 'stranger' };
  }

  /** Stores that the person signed in from that address; written once a day for each address. */
  async remember(name: string, address: string): Promise<void> {
    const hash = this.#hashOf(address);
    const now = this.clock.nowMs();
    if (await this.repository.knowsAddress(name, hash, now - DAY_MS)) return;
    await this.repository.keepAddress({ username: name, address: hash, atMs: now }, MAX_ADDRESSES);
  }

  /** A keyed hash, so that nobody can read from the database where people are. */
  #hashOf(address: string): string {
    return createHmac('sha256', this.key).update(networkOf(address)).digest('base64url');
  }
}

const KEPT_DAYS = 180;
/** People who share one browser; beyond that the oldest entry goes. */
const MAX_PEOPLE = 8;
const FORM = /^([\w-]{22})((?:\.[0-9a-z]{1,5}-[\w-]{22}){1,8})$/;

/**
 * Cookies that mark browsers on which somebody has signed in before. They are no credential and open nothing. The
 * value is the browser's id and, for each person, the day and a keyed hash over the id, the name and the day.
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
    this.name = cookieNameFor(publicUrl, 'kontor_device');
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

  /** The cookie for a browser after a sign-in; `typed` may be another name of the same person. */
  issue(cookie: string | undefined, username: string, typed: string): CookieToSet {
    const names = [username, signInName(typed) ?? username].map(countedName);
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
