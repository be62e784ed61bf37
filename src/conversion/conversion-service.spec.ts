import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Bulkhead } from '../platform/concurrency/bulkhead.js';
import type { Converter, SavedFile, SavedFiles } from '../editor-connector/index.js';
import { tooManyConversions } from './conversion.errors.js';
import { ConversionService } from './conversion-service.js';

const REQUEST = { key: 'k', url: 'http://kontor/source', fileType: 'doc', outputType: 'docx' };
const asked = { ...REQUEST, title: 'Letter.doc' };

/** A Document Server that never ends a conversion; it is told when to stop waiting for it. */
const endless: Converter = {
  convert: async (_, signal) => {
    if (!signal.aborted) await once(signal, 'abort');
    throw signal.reason;
  },
};
const noFiles = { open: () => Promise.reject<SavedFile>(new Error('nothing is fetched')) };

describe('a conversion that does not end', () => {
  const limit = new AbortController();
  let limitMs = 0;
  const bulkhead = new Bulkhead(1, 0, tooManyConversions);
  const service = new ConversionService(
    endless,
    noFiles as Partial<SavedFiles> as SavedFiles,
    bulkhead,
    'http://document-server',
    (ms) => {
      limitMs = ms;
      return limit.signal;
    },
  );

  it('should be given up after five minutes, as one that may be tried again', async () => {
    const conversion = service.convert(asked);
    limit.abort(new DOMException('late', 'TimeoutError'));
    await expect(conversion).rejects.toMatchObject({
      ...{ code: 'converter/timeout', kind: 'unavailable' },
      message: 'Converting the file to .docx took too long. Try again later.',
    });
    expect(limitMs).toBe(300_000);
  });

  it('should leave its place to the next one', async () => {
    await expect(service.convert(asked)).rejects.toMatchObject({ code: 'converter/timeout' });
  });

  it('should end without an error of its own when whoever asked has gone', async () => {
    const gone = new AbortController();
    const waiting = new ConversionService(
      endless,
      noFiles as Partial<SavedFiles> as SavedFiles,
      bulkhead,
      'http://document-server',
      () => new AbortController().signal,
    ).convert(asked, gone.signal);
    gone.abort(new Error('the browser left'));
    await expect(waiting).rejects.toThrow('the browser left');
  });
});
