/**
 * When each document key was last asked to be saved by the clock, for all instances. In the row of the key, so that
 * the instance that advances the time is the one that asks.
 */
export abstract class AutosaveTurns {
  /** Times in milliseconds by key; 0 for never. Keys for viewing and unknown ones are left out. */
  abstract lastOf(documentKeys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Compare-and-set: true for the one caller that moved the key's time from `fromMs` to `toMs`. */
  abstract advance(
    documentKey: string,
    turn: { readonly fromMs: number; readonly toMs: number },
  ): Promise<boolean>;
}
