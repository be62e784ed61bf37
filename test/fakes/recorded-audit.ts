import { AuditLog, type AuditEvent } from '../../src/platform/audit/audit-log.js';

/** Keeps what is recorded, in order. */
export class RecordedAudit extends AuditLog {
  readonly events: (AuditEvent & { readonly result: string })[] = [];

  async record(event: AuditEvent): Promise<void> {
    this.events.push({ ...event, result: 'ok' });
  }

  recordReading(event: AuditEvent): Promise<void> {
    return this.record(event);
  }

  async recordRefusal(event: AuditEvent, result = 'refused'): Promise<void> {
    this.events.push({ ...event, result });
  }
}
