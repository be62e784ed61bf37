/** Why a provider does not store a shard. */
export type ProviderFault =
  | 'provider-full'
  | 'provider-read-only'
  | 'provider-permission'
  | 'provider-missing'
  | 'provider-sync'
  | 'provider-io'
  | 'provider-hangs'
  | 'bucket-missing'
  | 'bucket-keys'
  | 'bucket-clock'
  | 'provider-other-bytes'
  | 'provider-failed';

export interface ProviderFailure {
  readonly fault: ProviderFault;
  /** A code of the system or of the server; never its text. */
  readonly word: string;
  /** One sentence for administrators. */
  readonly message: string;
  /** The error as it was thrown, for faults of the network. */
  readonly cause: unknown;
}

const BY_CODE: Readonly<Record<string, ProviderFault>> = {
  ENOSPC: 'provider-full',
  EDQUOT: 'provider-full',
  EFBIG: 'provider-full',
  QuotaExceeded: 'provider-full',
  InsufficientStorage: 'provider-full',
  XMinioStorageFull: 'provider-full',
  HTTP507: 'provider-full',
  EROFS: 'provider-read-only',
  EACCES: 'provider-permission',
  EPERM: 'provider-permission',
  AccessDenied: 'provider-permission',
  HTTP403: 'provider-permission',
  ENOENT: 'provider-missing',
  ENOTDIR: 'provider-missing',
  ENODEV: 'provider-missing',
  ENXIO: 'provider-missing',
  EINVAL: 'provider-sync',
  ENOTSUP: 'provider-sync',
  ENOSYS: 'provider-sync',
  EIO: 'provider-io',
  EUCLEAN: 'provider-io',
  EBADMSG: 'provider-io',
  ESTALE: 'provider-hangs',
  // A call to a directory does not return.
  NO_ANSWER: 'provider-hangs',
  'storage/shard-late': 'provider-hangs',
  NoSuchBucket: 'bucket-missing',
  HTTP404: 'bucket-missing',
  InvalidAccessKeyId: 'bucket-keys',
  SignatureDoesNotMatch: 'bucket-keys',
  InvalidToken: 'bucket-keys',
  ExpiredToken: 'bucket-keys',
  HTTP401: 'bucket-keys',
  RequestTimeTooSkewed: 'bucket-clock',
};

/** Follows the causes to the first code that is known; else the last code is returned as it is. */
export function providerFailureOf(error: unknown): ProviderFailure {
  const message = error instanceof Error ? error.message : 'failed';
  let word = 'failed';
  for (
    let each = error, depth = 0;
    depth < 6 && typeof each === 'object' && each !== null;
    depth++
  ) {
    const { code, cause } = each as { code?: unknown; cause?: unknown };
    if (typeof code === 'string') {
      const fault = BY_CODE[code];
      if (fault !== undefined) return { fault, word: code, message, cause: error };
      if (!code.includes('/')) word = code;
    }
    each = cause;
  }
  return { fault: 'provider-failed', word, message, cause: error };
}
