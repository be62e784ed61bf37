import { Logger } from '@nestjs/common';
import { AuditLog, type AuditEvent, type AuditResult } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import { PreparedInsert } from '../../platform/database/prepared-statement.js';
import { usernameOfClient } from '../../platform/http/client-scopes.js';
import { noteRefusalRecorded, requestOrigin } from '../../platform/http/request-origin.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { personIn, type People } from '../../platform/identity/people.js';
import { membersOf, type WrittenRow } from '../audit.tables.js';
import { macOf, type AuditEntry } from '../entry.js';
import type { AcknowledgedEntries } from './acknowledged-entries.js';
import type { RefusalBrake } from './refusal-brake.js';

/** Longer names come from outside: what somebody typed as a username, or asked for as an id. */
const MAX_NAME = 256;
const MAX_DETAIL = 500;
/** About half a megabyte. Reading ends when so many wait: the administrator was warned by then. */
const MOST_WAITING = 1000;

const written = new PreparedInsert<WrittenRow>('audit_written');

export interface AuditLogParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly people: People;
  readonly key: Uint8Array;
  readonly brake: RefusalBrake;
  readonly acknowledged: AcknowledgedEntries;
}

export class KyselyAuditLog extends AuditLog {
  readonly #logger = new Logger(AuditLog.name);
  #written = 0;
  /** Of readings, while the database stores nothing. */
  readonly #waiting: AuditEntry[] = [];

  constructor(private readonly parts: AuditLogParts) {
    super();
  }

  /** Entries that this instance wrote; those of transactions that failed are not counted. */
  get written(): number {
    return this.#written;
  }

  record(event: AuditEvent): Promise<void> {
    return this.#write(event, 'ok');
  }

  async recordReading(event: AuditEvent): Promise<void> {
    const entry = await this.#entryOf(event, 'ok');
    try {
      await this.#insert(entry);
    } catch (error) {
      const isTransient = isAppError(error) && error.kind === 'unavailable';
      if (!isTransient || this.#waiting.length >= MOST_WAITING) throw error;
      this.#waiting.push(entry);
      this.#logger.warn({ msg: 'an audit entry waits for the database', ...membersOf(entry) });
    }
  }

  /** Writes the entries that wait, oldest first, as far as the database takes them. */
  async recordWaiting(): Promise<void> {
    for (let entry = this.#waiting[0]; entry !== undefined; entry = this.#waiting[0]) {
      const isWritten = await this.#insert(entry).then(
        () => true,
        () => false,
      );
      if (!isWritten) return;
      this.#waiting.shift();
    }
  }

  async recordRefusal(event: AuditEvent, result: 'refused' | 'failed' = 'refused'): Promise<void> {
    noteRefusalRecorded();
    const source = event.actor ?? requestOrigin()?.address ?? 'unknown';
    if (!this.parts.brake.admits(event.action, source)) return;
    await this.#writeOrLog(event, result);
  }

  /** Writes what the brake counted; `all`: also of the minute that has not ended. */
  async recordCounted(all = false): Promise<void> {
    for (const { action, count } of this.parts.brake.take(all)) {
      await this.#writeOrLog({ action, actor: null, detail: { count } }, 'refused');
    }
  }

  async #writeOrLog(event: AuditEvent, result: AuditResult): Promise<void> {
    await this.#write(event, result).catch((error: unknown) => {
      this.#logger.error({ msg: 'a refusal has no entry', action: event.action, err: error });
    });
  }

  async #write(event: AuditEvent, result: AuditResult): Promise<void> {
    await this.#insert(await this.#entryOf(event, result));
  }

  async #insert(entry: AuditEntry): Promise<void> {
    const { database, key, acknowledged } = this.parts;
    await written.insert(database, [{ ...membersOf(entry), mac: macOf(entry, key) }]);
    database.whenCommitted(() => {
      this.#written += 1;
      acknowledged.add(entry.id);
    });
  }

  async #entryOf(
    { action, actor, actorName, object, detail }: AuditEvent,
    result: AuditResult,
  ): Promise<AuditEntry> {
    return {
      id: this.parts.ids.nextInOrder(),
      atMs: this.parts.clock.nowMs(),
      ...(await this.#whoDid(actor, actorName)),
      address: requestOrigin()?.address ?? null,
      action,
      objectType: object?.type ?? null,
      objectId: short(object?.id ?? null),
      result,
      detail: detail === undefined ? null : checked(detail),
    };
  }

  /** An application that acts for a person is the actor, on behalf of that person. */
  async #whoDid(accountId: string | null, known: string | undefined): Promise<WhoDid> {
    const client = requestOrigin()?.client;
    const name = known ?? (await this.#nameOf(accountId));
    if (client === undefined) {
      return { actor: name, actorId: accountId, ...NOT_ON_BEHALF, client: null };
    }
    return {
      actor: usernameOfClient(client.name),
      actorId: client.id,
      ...(accountId === client.id ? NOT_ON_BEHALF : { onBehalfOf: name, onBehalfOfId: accountId }),
      client: client.name,
    };
  }

  /** As it is today: the entry keeps it when it changes. The Document Server saves for people who make no request. */
  async #nameOf(accountId: string | null): Promise<string | null> {
    if (accountId === null) return null;
    const asker = requestOrigin()?.actor;
    if (asker?.id === accountId) return asker.username;
    return personIn(await this.parts.people.named([accountId]), accountId).username;
  }
}

type WhoDid = Pick<AuditEntry, 'actor' | 'actorId' | 'onBehalfOf' | 'onBehalfOfId' | 'client'>;
const NOT_ON_BEHALF = { onBehalfOf: null, onBehalfOfId: null };

const short = (name: string | null): string | null => name?.slice(0, MAX_NAME) ?? null;

/** What is too long is a fault of the code that records; the action matters more than its detail. */
const checked = (detail: NonNullable<AuditEvent['detail']>) =>
  JSON.stringify(detail).length <= MAX_DETAIL ? detail : { left_out: 'too long' };
