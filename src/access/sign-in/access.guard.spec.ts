import { describe, expect, it } from '@jest/globals';
import { isFromOwnPages, type RequestOrigin } from './access.guard.js';

const PUBLIC_URL = 'https://kontor.example';

const sent = (headers: Partial<RequestOrigin>): boolean =>
  isFromOwnPages(
    { origin: undefined, fetchSite: undefined, host: 'kontor.example', ...headers },
    PUBLIC_URL,
  );

describe('isFromOwnPages', () => {
  it('should believe the browser when it says same-origin', () => {
    expect(sent({ fetchSite: 'same-origin' })).toBe(true);
    expect(sent({ fetchSite: 'same-origin', origin: PUBLIC_URL })).toBe(true);
  });

  it.each(['cross-site', 'same-site', 'none'])('should refuse Sec-Fetch-Site: %s', (fetchSite) => {
    expect(sent({ fetchSite })).toBe(false);
    expect(sent({ fetchSite, origin: PUBLIC_URL })).toBe(false);
  });

  it('should accept the origin of the public address or of the host spoken to', () => {
    expect(sent({ origin: PUBLIC_URL, host: 'inside:3000' })).toBe(true);
    expect(sent({ origin: 'http://localhost:3000', host: 'localhost:3000' })).toBe(true);
  });

  it.each(['https://evil.example', 'https://kontor.example.evil.example', 'null', '', 'kontor'])(
    'should refuse the origin "%s"',
    (origin) => {
      expect(sent({ origin })).toBe(false);
    },
  );

  it('should refuse a request that says nothing', () => {
    expect(sent({})).toBe(false);
  });
});
