import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { DocumentServer, type DocumentServerState } from './document-server.js';

/** Pages ask at every load; the Document Server is asked at most this often. */
const FRESH_MS = 15_000;

/** Whether the Document Server works at the moment; if not, why, and what to do. */
@Injectable()
export class DocumentServerStatus {
  #last: { readonly atMs: number; readonly state: Promise<DocumentServerState> } | undefined;

  constructor(
    private readonly server: DocumentServer,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<DocumentServerState> {
    const nowMs = this.clock.nowMs();
    if (this.#last === undefined || nowMs - this.#last.atMs >= FRESH_MS) {
      this.#last = { atMs: nowMs, state: this.server.state() };
    }
    return this.#last.state;
  }
}
