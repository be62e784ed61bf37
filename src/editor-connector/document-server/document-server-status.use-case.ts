import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { DocumentServer, type DocumentServerState } from './document-server.js';

/** Pages may ask at every load; the server is asked at most this often. */
const FRESH_MS = 15_000;

/** Whether editing works at the moment, and if not, why and what to do. */
@Injectable()
export class DocumentServerStatus {
  #asked: { readonly atMs: number; readonly state: Promise<DocumentServerState> } | undefined;

  constructor(
    private readonly server: DocumentServer,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<DocumentServerState> {
    const nowMs = this.clock.nowMs();
    if (this.#asked === undefined || nowMs - this.#asked.atMs >= FRESH_MS) {
      this.#asked = { atMs: nowMs, state: this.server.state() };
    }
    return this.#asked.state;
  }
}
