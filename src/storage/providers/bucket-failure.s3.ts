/**
 * Why a request to S3 failed, by its code alone. The client's own errors are not passed on: they contain the
 * server's answer, which may repeat what was signed and the id of the key.
 */
export class BucketFailure extends Error {
  override readonly name = 'BucketFailure';

  constructor(
    readonly code: string,
    readonly status: number | undefined,
  ) {
    super(status === undefined ? code : `${code}, HTTP ${status}`);
  }

  /** A retry does not help: keys, permissions and names do not change. */
  get isPermanent(): boolean {
    if (this.code === ABORTED) return true;
    const { status } = this;
    if (status === undefined || status < 400 || TRANSIENT.has(this.code)) return false;
    return status === 501 || (status < 500 && status !== 408 && status !== 429);
  }

  isOneOf(...codes: string[]): boolean {
    return codes.includes(this.code);
  }
}

const ABORTED = 'ABORTED';
const TIMED_OUT = 'ETIMEDOUT';

/** Refused because of transit, or of a clock that the client corrects by the answer. */
const TRANSIENT = new Set([
  ...['BadDigest', 'XAmzContentSHA256Mismatch', 'IncompleteBody', 'RequestTimeout'],
  ...['RequestTimeTooSkewed', 'OperationAborted', 'SlowDown'],
]);

export const aborted = (): BucketFailure => new BucketFailure(ABORTED, undefined);

interface ClientError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** `stopped` by the caller, or past the `deadline`: the client's error is the same for both. */
export function failureFrom(
  error: unknown,
  { stopped, deadline }: { stopped: AbortSignal | undefined; deadline: AbortSignal },
): BucketFailure {
  if (error instanceof BucketFailure) return error;
  if (stopped?.aborted) return aborted();
  if (deadline.aborted) return new BucketFailure(TIMED_OUT, undefined);
  const { name, code, message, $metadata } = (error ?? {}) as ClientError;
  const status = $metadata?.httpStatusCode;
  const systemCode = (): string | undefined => /\bE[A-Z]{4,}\b/.exec(String(message))?.[0];
  const word =
    status === undefined
      ? (wordOf(code) ?? systemCode() ?? wordOf(name) ?? 'Error')
      : (wordOf(name) ?? `HTTP${status}`);
  return new BucketFailure(word, status);
}

/** A code is one word; whatever else a server sends is not repeated. */
const wordOf = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[A-Z]\w{2,59}$/.test(text) && !NAMELESS.has(text)
    ? text
    : undefined;

/** Names that the client uses when the answer has no code. */
const NAMELESS = new Set(['Error', 'Unknown', 'UnknownError', 'S3ServiceException']);
