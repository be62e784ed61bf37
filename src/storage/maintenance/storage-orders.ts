import type { AuditEvent, AuditLog } from '../../platform/audit/audit-log.js';
import type { DrainControl } from './drain-control.js';
import type { MaintenanceSchedule } from './maintenance-schedule.js';

/**
 * What administrators order, with its entry in the audit log: written first, so that no order without its entry acts. An
 * order that is refused afterwards, such as the drain of an unknown provider, has one that says so.
 */
export class StorageOrders {
  constructor(
    private readonly drains: DrainControl,
    private readonly schedule: MaintenanceSchedule,
    private readonly audit: AuditLog,
  ) {}

  /** `by`: the administrator; null from the command line. */
  drain(by: string | null, provider: string): Promise<void> {
    return this.#recorded({ by, order: 'drain', provider }, () => this.drains.drain(provider));
  }

  undrain(by: string | null, provider: string): Promise<void> {
    return this.#recorded({ by, order: 'undrain', provider }, () => this.drains.undrain(provider));
  }

  scrub(by: string | null): Promise<void> {
    return this.#recorded({ by, order: 'scrub', provider: 'all' }, () =>
      this.schedule.requestScrub(),
    );
  }

  /** Of the command line, which does the work itself. */
  fromCommandLine<Result>(
    order: string,
    work: () => Promise<Result>,
    provider = 'all',
  ): Promise<Result> {
    return this.#recorded({ by: null, order, provider }, work);
  }

  async #recorded<Result>(
    { by, order, provider }: { by: string | null; order: string; provider: string },
    work: () => Promise<Result>,
  ): Promise<Result> {
    const event: AuditEvent = {
      action: 'settings.changed',
      actor: by,
      object: { type: 'storage', id: provider },
      detail: { order },
    };
    await this.audit.record(event);
    try {
      return await work();
    } catch (error) {
      await this.audit.recordRefusal(event, 'failed');
      throw error;
    }
  }
}
