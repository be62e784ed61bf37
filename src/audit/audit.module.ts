import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DocumentAccess, DocumentsModule } from '../documents/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { AuditChainModule } from './audit-chain.module.js';
import { AuditSettings, auditSettings } from './audit.config.js';
import { AuditFigures } from './chain/audit-figures.js';
import { AuditMaintenance } from './chain/audit-maintenance.timer.js';
import { KyselyChain } from './chain/chain.kysely.js';
import { ChainWatch } from './chain/chain-watch.kysely.js';
import { AcknowledgedEntries } from './log/acknowledged-entries.js';
import { KyselyAuditLog } from './log/audit-log.kysely.js';
import { AuditReader } from './reading/audit-reader.js';
import { ActivityController, AuditController } from './reading/audit.controller.js';
import { ReadAuditLog } from './reading/read-audit-log.use-case.js';

/** The log of a server: chained, sealed, verified and kept in the background, and shown. */
@Module({
  imports: [AuditChainModule, DocumentsModule],
  controllers: [AuditController, ActivityController],
  providers: [
    provideSettings(AuditSettings, auditSettings),
    provideClass(AuditFigures, [Database, Clock]),
    provideClass(ChainWatch, [Database, KyselyChain, AcknowledgedEntries, AuditLog]),
    provideFrom(
      AuditMaintenance,
      {
        chain: KyselyChain,
        watch: ChainWatch,
        log: KyselyAuditLog,
        figures: AuditFigures,
        clock: Clock,
        settings: AuditSettings,
      },
      (parts) => new AuditMaintenance(parts),
    ),
    provideFrom(
      BackgroundWork,
      { maintenance: AuditMaintenance },
      ({ maintenance }) => new BackgroundWork(maintenance.works),
    ),
    provideClass(ReadAuditLog, [AuditReader, KyselyChain, DocumentAccess, AuditLog]),
  ],
  exports: [ReadAuditLog, AuditFigures],
})
export class AuditModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly work: BackgroundWork,
    private readonly maintenance: AuditMaintenance,
    log: KyselyAuditLog,
    metrics: Metrics,
    figures: AuditFigures,
  ) {
    describe(metrics, log, figures);
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  /** While the database is still open. What cannot be chained now is chained by the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
    await this.maintenance.finish().catch(() => undefined);
  }
}

function describe(metrics: Metrics, log: KyselyAuditLog, figures: AuditFigures): void {
  metrics.gauge({
    name: 'kontor_audit_entries_written',
    help: 'Audit entries that this instance wrote since its start.',
    collect() {
      this.set(log.written);
    },
  });
  metrics.gauge({
    name: 'kontor_audit_waiting',
    help: 'Audit entries that are written and not in the chain yet; of all instances.',
    async collect() {
      this.set((await figures.look()).waiting);
    },
  });
  metrics.gauge({
    name: 'kontor_audit_whole',
    help: '1: the last verification found the audit log whole, and nothing was reported. 0: it is broken. -1: not verified yet.',
    async collect() {
      const { verifiedAtMs, fault, isReported } = await figures.look();
      const isBroken = fault !== undefined || isReported;
      this.set(isBroken ? 0 : verifiedAtMs === 0 ? -1 : 1);
    },
  });
}
