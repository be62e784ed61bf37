/**
 * Where accounts come from elsewhere, their standing and groups are looked up again while they are used: at requests,
 * and while their sessions go on without any. Each source asks at its own pace, in the background.
 */
export class Rechecks {
  readonly #sources: ((accountId: string) => void)[] = [];

  add(source: (accountId: string) => void): void {
    this.#sources.push(source);
  }

  ask(accountId: string): void {
    for (const source of this.#sources) source(accountId);
  }
}
