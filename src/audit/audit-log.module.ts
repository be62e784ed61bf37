import { Global, Module } from '@nestjs/common';
import { AccessModule, SigningSecrets } from '../access/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { People } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { AcknowledgedEntries } from './log/acknowledged-entries.js';
import { KyselyAuditLog } from './log/audit-log.kysely.js';
import { RefusalBrake } from './log/refusal-brake.js';

/** The writing end, for servers and commands. Global: modules record through the port in platform. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [
    provideClass(RefusalBrake, [Clock]),
    provideClass(AcknowledgedEntries, [Clock]),
    provideFrom(
      KyselyAuditLog,
      {
        database: Database,
        clock: Clock,
        ids: Ids,
        people: People,
        secrets: SigningSecrets,
        brake: RefusalBrake,
        acknowledged: AcknowledgedEntries,
      },
      ({ secrets, ...parts }) =>
        new KyselyAuditLog({ ...parts, key: secrets.keyFor('audit/entry') }),
    ),
    { provide: AuditLog, useExisting: KyselyAuditLog },
  ],
  exports: [AuditLog, KyselyAuditLog, AcknowledgedEntries],
})
export class AuditLogModule {}
