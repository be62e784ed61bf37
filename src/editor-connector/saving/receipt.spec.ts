import { describe, expect, it } from '@jest/globals';
import { receiptOf } from './receipt.js';

const SAVE = {
  key: 'k',
  status: 2,
  lastsave: '2026-11-22T04:00:00.000Z',
  url: 'http://ds/cache/files/data/k_1/output.docx/output.docx?md5=a&expires=1&filename=output.docx',
};

describe('receiptOf', () => {
  it('should be the same for a repetition with a fresh link from another host', () => {
    const url = SAVE.url.replace('md5=a&expires=1', 'expires=9&md5=b').replace('//ds', '//docs');
    expect(receiptOf({ ...SAVE, url })).toBe(receiptOf(SAVE));
  });

  it.each([
    ['key', { key: 'other' }],
    ['status', { status: 6 }],
    ['last change', { lastsave: '2026-11-22T04:00:01.000Z' }],
    ['file', { url: SAVE.url.replace('k_1', 'k_2') }],
    ['query of the file', { url: `${SAVE.url}&n=2` }],
  ])('should differ for another %s', (_, other) => {
    expect(receiptOf({ ...SAVE, ...other })).not.toBe(receiptOf(SAVE));
  });
});
