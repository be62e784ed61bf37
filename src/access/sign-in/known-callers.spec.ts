import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../../test/fakes/fixed-clock.js';
import { DeviceCookies } from './known-callers.js';

const DAY_MS = 86_400_000;

describe('DeviceCookies', () => {
  let clock: FixedClock;
  let devices: DeviceCookies;

  beforeEach(() => {
    clock = new FixedClock();
    devices = new DeviceCookies(Buffer.alloc(32, 7), clock, 'https://kontor.example');
  });

  const issue = (cookie: string | undefined, username: string, typed = username): string =>
    devices.issue(cookie, username, typed).value;

  it('should know a browser again, and whose it is', () => {
    const cookie = issue(undefined, 'alice');
    expect(devices.deviceOf(cookie, 'alice')).toMatch(/^[\w-]{22}$/);
    expect(devices.deviceOf(cookie, 'bob')).toBeUndefined();
    expect(devices.deviceOf(undefined, 'alice')).toBeUndefined();
    expect(cookie).not.toContain('alice');
  });

  it('should keep several people apart who share a browser, and no more than eight', () => {
    let cookie = issue(undefined, 'alice');
    const device = devices.deviceOf(cookie, 'alice');
    cookie = issue(issue(cookie, 'bob'), 'alice');
    for (const name of ['alice', 'bob']) expect(devices.deviceOf(cookie, name)).toBe(device);
    for (let i = 0; i < 8; i++) cookie = issue(cookie, `person-${i}`);
    expect(devices.deviceOf(cookie, 'bob')).toBeUndefined();
    expect(devices.deviceOf(cookie, 'person-0')).toBe(device);
    expect(cookie.length).toBeLessThan(300);
  });

  it('should know somebody also by the name they type', () => {
    const cookie = issue(undefined, 'alice-2', 'Alice@kontor.test');
    expect(devices.deviceOf(cookie, 'alice')).toBeDefined();
    expect(devices.deviceOf(cookie, 'alice-2')).toBeDefined();
  });

  it('should not be forged, changed, moved to another browser or kept for ever', () => {
    const cookie = issue(undefined, 'alice');
    const other = issue(undefined, 'mallory');
    const moved = `${other.slice(0, 22)}${cookie.slice(22)}`;
    for (const bad of [moved, cookie.slice(0, -1), `${cookie}A`, '', 'x'.repeat(5000)])
      expect(devices.deviceOf(bad, 'alice')).toBeUndefined();
    const elsewhere = new DeviceCookies(Buffer.alloc(32, 8), clock, 'https://kontor.example');
    expect(elsewhere.deviceOf(cookie, 'alice')).toBeUndefined();
    clock.advance(179 * DAY_MS);
    expect(devices.deviceOf(cookie, 'alice')).toBeDefined();
    clock.advance(DAY_MS);
    expect(devices.deviceOf(cookie, 'alice')).toBeUndefined();
  });

  it('should be hidden from scripts and other sites', () => {
    expect(devices.issue(undefined, 'alice', 'alice')).toMatchObject({
      name: '__Host-kontor_device',
      options: { httpOnly: true, sameSite: 'strict', secure: true, path: '/' },
    });
  });
});
