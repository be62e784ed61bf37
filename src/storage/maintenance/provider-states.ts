/** `drained`: nothing of ours was there any more when it was last looked at. */
export type ProviderState = 'active' | 'draining' | 'drained';

/** Which providers are being emptied, the same for all instances. */
export abstract class ProviderStates {
  abstract all(): Promise<ReadonlyMap<string, ProviderState>>;
  /**
   * Writes down providers that were not known. One that joins others lacks all keyrings so far; they are noted
   * as missing there.
   */
  abstract register(names: readonly string[]): Promise<void>;
  /** Back to `active`: all keyrings are noted as missing there again. */
  abstract set(name: string, state: 'active' | 'draining'): Promise<void>;
  abstract noteEmptied(name: string, isEmpty: boolean): Promise<void>;
}
