import { createHmac } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.js';
import { networkOf } from '../../platform/http/client-address.js';
import type { DeviceCookies } from './device-cookies.js';
import type { SignInRepository } from './sign-in.repository.js';
import type { Caller } from './sign-in-throttle.js';

const DAY_MS = 86_400_000;
const KNOWN_FOR_MS = 30 * DAY_MS;
/** At home, at work, on the way; each is one address or one line of IPv6. */
const MAX_ADDRESSES = 20;

/** Tells the people of an account from strangers, before a password is looked at. */
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
    const known = await this.repository.knowsAddress(name, this.#hidden(address), since);
    return { kind: known ? 'known-address' : 'stranger' };
  }

  /** They signed in from there. Written once a day for each address. */
  async remember(name: string, address: string): Promise<void> {
    const hidden = this.#hidden(address);
    const now = this.clock.nowMs();
    if (await this.repository.knowsAddress(name, hidden, now - DAY_MS)) return;
    await this.repository.keepAddress(
      { username: name, address: hidden, atMs: now },
      MAX_ADDRESSES,
    );
  }

  /** Where people are is nobody's business who reads the database. */
  #hidden(address: string): string {
    return createHmac('sha256', this.key).update(networkOf(address)).digest('base64url');
  }
}
