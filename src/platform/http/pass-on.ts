import { pipeline, Transform, type Readable } from 'node:stream';
import { callbackify } from 'node:util';

export interface Passing {
  readonly seen?: (chunk: Buffer) => void;
  /** The end is passed on when it resolves; a rejection breaks the stream off. */
  readonly ended: () => Promise<void>;
}

/**
 * The same chunks, seen on their way: a part of a form may have its first bytes, or have broken off, before anybody
 * reads. Whoever reads hears of errors, also of those before.
 */
export function passOn(stream: Readable, { seen, ended }: Passing): Readable {
  const passing = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      seen?.(chunk);
      done(null, chunk);
    },
    flush: callbackify(ended),
  });
  passing.on('error', () => undefined);
  return pipeline(stream, passing, () => undefined);
}
