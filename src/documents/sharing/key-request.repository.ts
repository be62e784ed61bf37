/** Somebody waits for the key of a private document. */
export interface KeyRequest {
  readonly documentId: string;
  /** Who waits. */
  readonly accountId: string;
  /** Whose account was asked to give it to them; undefined while nobody can. */
  readonly asked: string | undefined;
  readonly askedAtMs: number;
}

/** A page of documents to compare. */
export interface ComparedPage {
  /** Private ones that are shared with anybody, and those with requests. */
  readonly documentIds: readonly string[];
  /** The last that was read, shared or not; empty after the last page. */
  readonly last: string;
}

/** Rows of requests. Every method joins the ambient transaction. */
export abstract class KeyRequestRepository {
  abstract of(documentId: string): Promise<readonly KeyRequest[]>;
  /** Of one person, among these documents. */
  abstract ofPerson(
    accountId: string,
    documentIds: readonly string[],
  ): Promise<readonly KeyRequest[]>;
  /** Adds them, or writes who was asked. */
  abstract put(requests: readonly KeyRequest[]): Promise<void>;
  abstract remove(documentId: string, accountIds: readonly string[]): Promise<void>;
  abstract count(): Promise<number>;

  /** Documents after that one, in the order of their ids. Reads at most `limit` private ones and `limit` requests. */
  abstract page(after: string, limit: number): Promise<ComparedPage>;
  /** After which document the next pass goes on; empty for the beginning. */
  abstract cursor(): Promise<string>;
  abstract passed(documentId: string): Promise<void>;
}
