import { describe, expect, it } from '@jest/globals';
import { takeSecret } from './secret-member.js';

const secret = Buffer.from(Array.from({ length: 44 }, (_, i) => 7 * i));
const text = secret.toString('base64url');

describe('takeSecret', () => {
  it.each([
    [
      'as JSON.stringify writes it',
      JSON.stringify({ a: 1, release: { wrapped_key: text, b: 'x' } }),
    ],
    ['with spaces', `{ "release" : {\n\t"wrapped_key" :  "${text}" } }`],
    ['at the top', `{"wrapped_key":"${text}"}`],
  ])('should hand over the bytes and leave no text, %s', (_, json) => {
    const body = Buffer.from(json);
    const put = takeSecret(body);
    expect(body.toString()).not.toContain(text.slice(0, 8));
    const parsed = put(JSON.parse(body.toString())) as { release?: { wrapped_key: Buffer } };
    const found = (parsed.release ?? (parsed as unknown as { wrapped_key: Buffer })).wrapped_key;
    expect(found.equals(secret)).toBe(true);
  });

  it.each([
    '{"file_id":"x"}',
    '{"wrapped_key":7}',
    `{"wrapped_key":"\\u0041${text}"}`,
    '{"wrapped_key"',
    '{"wrapped_key":"abc',
    'null',
  ])('should leave alone %s', (json) => {
    const body = Buffer.from(json);
    const put = takeSecret(body);
    expect(body.toString()).toBe(json);
    expect(put('parsed')).toBe('parsed');
  });
});
