/** The token of an Authorization header, or undefined when it is none of the Bearer scheme. */
export const bearerTokenOf = (authorization: string): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1];
