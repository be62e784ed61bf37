/** Why a provider does not keep what it is given. */
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
  /** Of a network or a server elsewhere: the error as it came. */
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
  // A directory where a call does not return.
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

/** The innermost code that says something decides; an unknown one is told as it is. */
export function providerFailureOf(error: unknown): ProviderFailure {
  let word = 'failed';
  for (
    let each = error, depth = 0;
    depth < 6 && typeof each === 'object' && each !== null;
    depth++
  ) {
    const { code, cause } = each as { code?: unknown; cause?: unknown };
    if (typeof code === 'string') {
      const fault = BY_CODE[code];
      if (fault !== undefined) return { fault, word: code, cause: error };
      if (!code.includes('/')) word = code;
    }
    each = cause;
  }
  return { fault: 'provider-failed', word, cause: error };
}
