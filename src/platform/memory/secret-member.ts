import { secretBytes } from './wiping.js';

const NAME = 'wrapped_key';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SPACES = [0x20, 0x09, 0x0a, 0x0d];
const [COLON, QUOTE, BLANK] = [':', '"', 'A'].map((each) => each.charCodeAt(0));

/**
 * Removes the value of `wrapped_key`, a base64url text, from a JSON body before it is parsed. Returns a function that
 * puts the decoded bytes into the parsed object. Leaves the body as it is when it has no such value.
 */
export function takeSecret(body: Buffer): (parsed: unknown) => unknown {
  const span = valueOf(body);
  const secret = span && decode(span);
  if (secret === undefined) return (parsed) => parsed;
  span?.fill(BLANK as number);
  return (parsed) => putInto(parsed, secret);
}

function valueOf(body: Buffer): Buffer | undefined {
  const name = body.indexOf(`"${NAME}"`);
  if (name < 0) return undefined;
  const colon = afterSpaces(body, name + NAME.length + 2);
  const opening = afterSpaces(body, colon + 1);
  const closing = body.indexOf('"', opening + 1);
  if (body[colon] !== COLON || body[opening] !== QUOTE || closing < 0) return undefined;
  return body.subarray(opening + 1, closing);
}

function afterSpaces(body: Buffer, from: number): number {
  let at = from;
  while (SPACES.includes(body[at] ?? -1)) at++;
  return at;
}

/** Undefined when it is not base64url. Decoded here, because every decoder of Node takes a string. */
function decode(text: Buffer): Buffer | undefined {
  const bytes = secretBytes(Math.floor((text.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const code of text) {
    const value = ALPHABET.indexOf(String.fromCharCode(code));
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}

/** Puts the secret into the object itself or into an object directly in it. */
function putInto(parsed: unknown, secret: Buffer): unknown {
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  for (const holder of [parsed, ...(Object.values(parsed) as unknown[])]) {
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, NAME)) continue;
    (holder as Record<string, unknown>)[NAME] = secret;
  }
  return parsed;
}
