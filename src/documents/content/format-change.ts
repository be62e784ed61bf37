import type { Actor } from '../../platform/identity/actor.js';

/** Makes the next version of a document one of another format. A port, because `conversion` imports this module. */
export abstract class FormatChange {
  /** `converter/unknown-format` (unprocessable) when a file of the one format cannot become one of the other. */
  abstract check(from: string, to: string): void;
  /** The rights and conflicts of a replaced content; `converter/…` when there is no result, and then no version. */
  abstract convert(actor: Actor, documentId: string, to: string): Promise<void>;
}
