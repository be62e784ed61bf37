import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { AppError, type ErrorKind } from '../../platform/errors/app-error.js';
import { ReceiveCallback, receiptOf, type CallbackParts } from './receive-callback.use-case.js';

const received = { sessionId: 's', capability: 'c', bodyToken: undefined, headerTokens: [] };

/** The answer to a last save when recording that everybody left fails: `done` is a save that was stored before. */
function answerTo(saved: 'done' | 'kept-there', failure: unknown): Promise<string> {
  const grant = { sessionId: 's', documentId: 'd', documentKey: 'key-1', username: 'alice' };
  const report =
    saved === 'done' ? { status: 2, key: 'key-1', notmodified: true } : { status: 3, key: 'key-1' };
  const parts = {
    check: { check: () => ({ grant, report }) },
    access: { findById: async () => ({ id: 'd' }) },
    keys: { find: async () => ({ documentId: 'd', isStored: true }), close: async () => undefined },
    presence: { report: () => Promise.reject(failure) },
    metrics: { countCallback: () => undefined },
  };
  return new ReceiveCallback(parts as unknown as CallbackParts).execute(received);
}

const failed = (kind: ErrorKind) => new AppError(`platform/${kind}`, kind, 'no');

describe('ReceiveCallback, when it cannot be recorded that everybody left', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('should ask for the save again when the failure is transient', async () => {
    expect(await answerTo('done', failed('unavailable'))).toBe('try-again');
  });

  it('should let the answer stand when the failure is permanent, or the save was not stored', async () => {
    expect(await answerTo('done', new Error('a fault of ours'))).toBe('done');
    expect(await answerTo('kept-there', failed('unavailable'))).toBe('kept-there');
  });
});

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
