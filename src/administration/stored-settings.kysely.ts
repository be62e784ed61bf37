import type { AuditLog } from '../platform/audit/audit-log.js';
import type { Clock } from '../platform/clock/clock.js';
import type { LiveSettings } from '../platform/config/live-settings.js';
import { StoredSettings, type StoredSetting } from '../platform/config/stored-settings.js';
import type { Database } from '../platform/database/database.js';

interface SettingsTables {
  /** `value`: JSON; `null` where somebody chose the initial value again. */
  settings: { name: string; value: string; changed_at: number; changed_by: string | null };
}

export class KyselyStoredSettings extends StoredSettings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly live: LiveSettings,
  ) {
    super();
  }

  async refresh(): Promise<void> {
    const stored = await this.all();
    this.live.replace(new Map([...stored].map(([name, { value }]) => [name, value])));
  }

  async all(): Promise<ReadonlyMap<string, StoredSetting>> {
    const rows = await this.#query.selectFrom('settings').selectAll().execute();
    return new Map(rows.map((row) => [row.name, storedOf(row)]));
  }

  async find(name: string): Promise<StoredSetting | undefined> {
    const row = await this.#query
      .selectFrom('settings')
      .selectAll()
      .where('name', '=', name)
      .executeTakeFirst();
    return row && storedOf(row);
  }

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
const shown = (value: unknown): string | number =>
  typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value ?? null);

function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? undefined;
  } catch {
    return undefined;
  }
}
