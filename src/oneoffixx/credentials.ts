import type { Secret } from '../platform/config/secret.js';

/** With these the server itself is known to the template backend. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly presharedKey: Secret;
}

export abstract class CredentialsSource {
  /**
   * Found, read and checked anew at each call, so that administrators change them while the service runs.
   * Each of the three steps fails with its own error.
   */
  abstract read(): Promise<Credentials>;
}
