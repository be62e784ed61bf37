import { createSecretKey } from 'node:crypto';
import { JwtModule, JwtService, type JwtModuleOptions, type JwtSignOptions } from '@nestjs/jwt';

const HS256: JwtModuleOptions = {
  signOptions: { algorithm: 'HS256' },
  verifyOptions: { algorithms: ['HS256'] },
};

/**
 * Provides the `JwtService` for all tokens of this server: HS256 only. It holds no key; each caller passes the
 * `secret` of its own purpose, made by `hs256Key`.
 */
export const Hs256Module = JwtModule.register(HS256);

/** The same service for code that runs without a container: the command line. */
export const hs256Service = (): JwtService => new JwtService(HS256);

export type Hs256Key = NonNullable<JwtSignOptions['secret']>;

/**
 * A key object: given bytes or a text, the library tries at each call whether it might be a PEM key (0.2 ms).
 * The library below takes key objects; only the types of `JwtService` do not say so.
 */
export const hs256Key = (bytes: Uint8Array): Hs256Key =>
  createSecretKey(bytes) as unknown as Hs256Key;
