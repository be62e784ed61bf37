import type { AuditLog } from '../audit/audit-log.js';
import type { Clock } from '../clock/clock.js';
import type { LiveSettings } from '../config/live-settings.js';
import type { Database } from '../database/database.js';

interface SettingsTables {
  /** `value`: JSON; `null` where somebody chose the initial value again. */
  settings: { name: string; value: string; changed_at: number; changed_by: string | null };
}

export interface StoredSetting {
  /** Undefined: the initial value. */
  readonly value: unknown;
  /** A new one with each change, also of two within a millisecond. */
  readonly changedAtMs: number;
  /** An account's id; null: on the command line, or before this was kept. */
  readonly changedBy: string | null;
}

/** What administrators set, in the database; common to all instances. */
export class StoredSettings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly live: LiveSettings,
  ) {}

  /** Brings this instance up to date. */
  async refresh(): Promise<void> {
    const stored = await this.all();
    this.live.replace(new Map([...stored].map(([name, { value }]) => [name, value])));
  }

  async all(): Promise<ReadonlyMap<string, StoredSetting>> {
    const rows = await this.#query.selectFrom('settings').selectAll().execute();
    return new Map(rows.map((row) => [row.name, storedOf(row)]));
  }

  /** Not of this instance's copy: what every instance sees at this moment. */
  async find(name: string): Promise<StoredSetting | undefined> {
    const row = await this.#query
      .selectFrom('settings')
      .selectAll()
      .where('name', '=', name)
      .executeTakeFirst();
    return row && storedOf(row);
  }

  /** `undefined` restores the initial value. Each change has its entry in the audit log. In effect here at once. */
  async change(changes: ReadonlyMap<string, unknown>, by: string | null): Promise<void> {
    await this.database.inTransaction(async () => {
      const stored = await this.all();
      for (const [name, value] of changes) await this.#store(name, value, { by, stored });
    });
    await this.refresh();
  }

  async #store(
    name: string,
    value: unknown,
    { by, stored }: { by: string | null; stored: ReadonlyMap<string, StoredSetting> },
  ): Promise<void> {
    const before = stored.get(name);
    const row = {
      value: JSON.stringify(value ?? null),
      changed_at: Math.max(this.clock.nowMs(), (before?.changedAtMs ?? 0) + 1),
      changed_by: by,
    };
    await this.#query
      .insertInto('settings')
      .values({ name, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute();
    await this.audit.record({
      ...{ action: 'settings.changed', actor: by, object: { type: 'setting', id: name } },
      detail: {
        from: shown(this.live.meaningOf(name, before?.value)),
        to: shown(this.live.meaningOf(name, value)),
      },
    });
  }

  get #query() {
    return this.database.query<SettingsTables>();
  }
}

const storedOf = (row: SettingsTables['settings']): StoredSetting => ({
  value: parsed(row.value),
  changedAtMs: row.changed_at,
  changedBy: row.changed_by,
});

/** Nobody sets a secret here: all values may be written down. */
const shown = (value: unknown): string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' ? value : String(value ?? '');

function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? undefined;
  } catch {
    return undefined;
  }
}
