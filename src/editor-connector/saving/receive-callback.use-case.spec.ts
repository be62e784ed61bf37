import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { AppError, type ErrorKind } from '../../platform/errors/app-error.js';
import type { CallbackAnswer } from './callback.js';
import type { CallbackCheck } from './callback-check.js';
import type { EditorMetrics } from '../editor-metrics.js';
import { ReceiveCallback } from './receive-callback.use-case.js';
import type { ReportedPresence } from './reported-presence.js';
import type { TakeSave } from './take-save.use-case.js';

const FINAL = { status: 2, key: 'key-1', url: 'http://office/file' };
const received = { sessionId: 's', capability: 'c', bodyToken: undefined, headerTokens: [] };

/** The answer to the last save of a key when it became `saved`, and writing down that everybody left failed so. */
function answerTo(saved: CallbackAnswer, failure: unknown): Promise<CallbackAnswer> {
  const grant = { sessionId: 's', documentId: 'd', documentKey: 'key-1', username: 'alice' };
  const check = { check: () => ({ grant, report: FINAL }) } as unknown as CallbackCheck;
  const takeSave = { execute: async () => saved } as unknown as TakeSave;
  const presence = { report: () => Promise.reject(failure) } as unknown as ReportedPresence;
  const metrics = { countCallback: () => undefined } as unknown as EditorMetrics;
  return new ReceiveCallback(check, takeSave, presence, metrics).execute(received);
}

const failed = (kind: ErrorKind) => new AppError(`platform/${kind}`, kind, 'no');

describe('ReceiveCallback, when it cannot be written down that everybody left', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('should have the save told again when that may pass', async () => {
    expect(await answerTo('done', failed('unavailable'))).toBe('try-again');
  });

  it('should let the answer stand when it will not pass, or the save was not taken over', async () => {
    expect(await answerTo('done', new Error('a fault of ours'))).toBe('done');
    expect(await answerTo('kept-there', failed('unavailable'))).toBe('kept-there');
  });
});
