export const POSTGRES_ADDRESS =
  'must be postgres://user:password@host:port/database; in a password, write # / ? : @ % as %23 %2F %3F %3A %40 %25';

/** As the driver reads it: `postgres://user@/database?host=/run/postgresql` is a socket. */
export const isPostgresAddress = (text: string): boolean =>
  /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace('@/', '@socket/'));
