import type { Clock } from '../../clock/clock.js';
import type { Ids } from '../../clock/ids.js';
import { open, seal } from '../../crypto/aes-gcm.js';
import type { Database } from '../../database/database.js';
import {
  IdempotencyKeys,
  KEPT_MS,
  type BodySeen,
  type Claim,
  type KeptAnswer,
  type KeyedRequest,
  type Standing,
} from './idempotency-keys.js';

/** Three renewals may fail before another instance takes over. */
const CLAIM_MS = 60_000;

interface IdempotencyKeysTable {
  id: string;
  request: string;
  claim: string;
  claimed_until: number;
  body: string;
  body_bytes: number;
  /** Sealed, in base64; empty while the request runs. */
  answer: string;
  created_at: number;
}

interface Tables {
  idempotency_keys: IdempotencyKeysTable;
}

export class KyselyIdempotencyKeys extends IdempotencyKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly key: Uint8Array,
  ) {
    super();
  }

  async claim({ id, request }: KeyedRequest): Promise<Standing> {
    const now = this.clock.nowMs();
    const claim = this.ids.next();
    const row = {
      ...{ id, request, claim, claimed_until: now + CLAIM_MS, created_at: now },
      ...{ body: '', body_bytes: 0, answer: '' },
    };
    const inserted = await this.#query
      .insertInto('idempotency_keys')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return { kind: 'claimed', claim: { id, claim } };
    const found = await this.#query
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    // Released in between.
    if (found === undefined) return { kind: 'running', request };
    const isFree =
      found.created_at < now - KEPT_MS || (found.answer === '' && found.claimed_until < now);
    if (isFree) return this.#takeOver(row, found);
    return found.answer === ''
      ? { kind: 'running', request: found.request }
      : this.#answered(found);
  }

  async #takeOver(row: IdempotencyKeysTable, found: IdempotencyKeysTable): Promise<Standing> {
    const { id, claim, request } = row;
    const { numUpdatedRows } = await this.#query
      .updateTable('idempotency_keys')
      .set(row)
      .where('id', '=', id)
      .where('claim', '=', found.claim)
      .where('claimed_until', '=', found.claimed_until)
      .where('answer', '=', found.answer)
      .executeTakeFirst();
    return numUpdatedRows === 1n
      ? { kind: 'claimed', claim: { id, claim } }
      : { kind: 'running', request };
  }

  #answered({ id, request, body, body_bytes: bytes, answer }: IdempotencyKeysTable): Standing {
    const opened = open(this.key, Buffer.from(answer, 'base64'), Buffer.from(id))?.toString();
    const kept = opened === undefined ? undefined : (JSON.parse(opened) as KeptAnswer);
    return { kind: 'answered', request, body: { body, bytes }, answer: kept };
  }

  async renew({ id, claim }: Claim): Promise<void> {
    await this.#query
      .updateTable('idempotency_keys')
      .set({ claimed_until: this.clock.nowMs() + CLAIM_MS })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('answer', '=', '')
      .execute();
  }

  async keep({ id, claim }: Claim, seen: BodySeen, answer: KeptAnswer): Promise<boolean> {
    const sealed = seal(this.key, Buffer.from(JSON.stringify(answer)), Buffer.from(id));
    const { numUpdatedRows } = await this.#query
      .updateTable('idempotency_keys')
      .set({ body: seen.body, body_bytes: seen.bytes, answer: sealed.toString('base64') })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('answer', '=', '')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async release({ id, claim }: Claim): Promise<void> {
    await this.#query
      .deleteFrom('idempotency_keys')
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('answer', '=', '')
      .execute();
  }

  async sweep(): Promise<void> {
    await this.#query
      .deleteFrom('idempotency_keys')
      .where('created_at', '<', this.clock.nowMs() - KEPT_MS)
      .execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}
