/** What is good for one use, on all instances together: the challenges of passkeys, and finished first steps. */
export abstract class UsedOnce {
  /** True for the first caller with that text. It is remembered until it has expired by itself. */
  abstract use(text: string, expiresAtMs: number): Promise<boolean>;
}
