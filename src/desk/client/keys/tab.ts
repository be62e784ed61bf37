import { base64url, fromBase64url, joined, randomBytes, utf8, type Bytes } from './bytes.js';
import { here } from '../parts/here.js';
import { fetchSignedIn, SignedOut } from '../parts/signed-out.js';

const UNLOCKED = 'kontor.unlocked';
/** The key is locked after this time without use. */
const IDLE_MS = 15 * 60 * 1000;
const NONCE_BYTES = 12;

interface Held {
  readonly sealed: string;
  readonly untilMs: number;
}

/**
 * What this tab keeps from page to page, sealed with a key that the server gives to the signed-in person. The browser's
 * disk has the sealed text, the server the key: neither opens anything alone.
 */
export async function keep(place: string, text: string, untilMs: number): Promise<void> {
  const nonce = randomBytes(NONCE_BYTES);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce },
    await tabKey(),
    utf8(text),
  );
  const held: Held = { sealed: base64url(joined(nonce, new Uint8Array(sealed))), untilMs };
  sessionStorage.setItem(place, JSON.stringify(held));
}

/** Undefined if nothing is kept, if it has expired, or if somebody else is signed in now. */
export async function kept(place: string): Promise<string | undefined> {
  const held = heldAt(place);
  if (held === undefined) return undefined;
  const sealed = fromBase64url(held.sealed);
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.slice(0, NONCE_BYTES) },
      await tabKey(),
      sealed.slice(NONCE_BYTES),
    );
    return new TextDecoder().decode(plain);
  } catch (error) {
    // Whoever signs in again has it still.
    if (error instanceof SignedOut) throw error;
    forget(place);
    return undefined;
  }
}

export const forget = (place: string): void => sessionStorage.removeItem(place);

/** The person's secret key, for the next pages of this tab. */
export const unlock = (secret: string): Promise<void> =>
  keep(UNLOCKED, secret, Date.now() + IDLE_MS);

/** Each use restarts the idle time. */
export async function unlockedSecret(): Promise<string | undefined> {
  const secret = await kept(UNLOCKED);
  if (secret !== undefined) await unlock(secret);
  return secret;
}

export const isUnlocked = (): boolean => heldAt(UNLOCKED) !== undefined;
export const lock = (): void => forget(UNLOCKED);

function heldAt(place: string): Held | undefined {
  const text = sessionStorage.getItem(place);
  const held = text === null ? undefined : (JSON.parse(text) as Held);
  if (held !== undefined && held.untilMs > Date.now()) return held;
  forget(place);
  return undefined;
}

let key: Promise<CryptoKey> | undefined;

function tabKey(): Promise<CryptoKey> {
  key ??= fetchKey().catch((error: unknown) => {
    key = undefined;
    throw error;
  });
  return key;
}

async function fetchKey(): Promise<CryptoKey> {
  const response = await fetchSignedIn(here('/api/me/tab-key'), { method: 'POST' });
  if (!response.ok) throw new Error(`no key for this tab: ${response.status}`);
  const bytes: Bytes = new Uint8Array(await response.arrayBuffer());
  const made = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  bytes.fill(0);
  return made;
}
