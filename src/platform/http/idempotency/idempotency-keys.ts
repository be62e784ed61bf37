/** How long a key stands for its first request. */
export const KEPT_MS = 24 * 3600 * 1000;

/** An answer, ready to be sent again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** What came with the key; the digests are keyed. */
export interface KeyedRequest {
  /** Of person and key. */
  readonly id: string;
  /** Of method, path and query. */
  readonly request: string;
}

export interface BodySeen {
  readonly body: string;
  readonly bytes: number;
}

/** The right to carry the request out. */
export interface Claim {
  readonly id: string;
  readonly claim: string;
}

export type Standing =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'running'; readonly request: string }
  | {
      readonly kind: 'answered';
      readonly request: string;
      readonly body: BodySeen;
      /** Undefined when the installation's secret is another one since. */
      readonly answer: KeptAnswer | undefined;
    };

/** Who carries out the request of a key, and what was answered. Shared by all instances. */
export abstract class IdempotencyKeys {
  /** Atomic: of several callers one gets the claim. A key older than a day is a new one. */
  abstract claim(request: KeyedRequest): Promise<Standing>;
  /** Keeps a claim for another minute; without that, another instance may take it. */
  abstract renew(claim: Claim): Promise<void>;
  /** False when the claim was lost meanwhile: then the other one's answer stands. */
  abstract keep(claim: Claim, body: BodySeen, answer: KeptAnswer): Promise<boolean>;
  /** Nothing was done: the next request with the key is the first. */
  abstract release(claim: Claim): Promise<void>;
  /** Deletes what is older than a day. */
  abstract sweep(): Promise<void>;
}
