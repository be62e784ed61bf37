import { describe, expect, it } from '@jest/globals';
import { deviceOf } from './device.js';

describe('deviceOf', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0',
      { program: 'Edge', system: 'Windows' },
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
      { program: 'Safari', system: 'Mac' },
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1',
      { program: 'Chrome', system: 'iPhone' },
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      { program: 'Firefox', system: 'Linux' },
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
      { program: 'Chrome', system: 'Android' },
    ],
    ['curl/8.5.0', { program: 'curl', system: undefined }],
    ['node', { program: 'node', system: undefined }],
    ['Mozilla/5.0', { program: undefined, system: undefined }],
    ['<script>', { program: undefined, system: undefined }],
    [null, { program: undefined, system: undefined }],
  ])('should read %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toEqual(device);
  });
});
