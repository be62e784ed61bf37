import { AuditLog } from '../../platform/audit/audit-log.js';
import { Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/clock/ids.js';
import { provideSettings } from '../../platform/config/settings.js';
import { Metrics } from '../../platform/health/metrics.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { provideFrom, type Token } from '../../platform/injection/provide-from.js';
import { STORAGE } from '../create-storage.js';
import { KeyringIndex } from '../keyrings/keyring-index.js';
import { ObjectIndex } from '../object-store.js';
import { ProviderProofs } from '../providers/provider-proofs.js';
import {
  createMaintenance,
  type Maintenance,
  type MaintenancePorts,
} from './create-maintenance.js';
import { DrainControl, ProviderStates } from './drain-control.js';
import { ForegroundMaintenance } from './foreground-maintenance.js';
import { KeyringScrubIndex } from './keyring-scrub.js';
import { KyselyKeyringScrubIndex } from './keyring-scrub.kysely.js';
import { MaintenanceIndex, MaintenanceTasks } from './maintenance-index.js';
import { KyselyMaintenanceIndex, KyselyMaintenanceTasks } from './maintenance-index.kysely.js';
import { MaintenanceReport } from './maintenance-report.js';
import { MaintenanceSchedule } from './maintenance-schedule.js';
import { MaintenanceSettings, maintenanceSettings } from './maintenance.config.js';
import { HeldObjects, OrphanRegister } from './orphan-collection.js';
import { KyselyOrphanRegister } from './orphan-register.kysely.js';
import { KyselyProviderStates } from './provider-states.kysely.js';
import {
  DocumentTitles,
  StorageAdministration,
  ThinningStatus,
} from './storage-administration.use-case.js';
import { StorageOrders } from './storage-orders.js';
import { StorageFigures } from './storage-figures.js';
import { KyselyStorageFigures } from './storage-figures.kysely.js';
import { StorageMaintenance } from './storage-maintenance.js';
import { FiguresCache, StorageOverview } from './storage-overview.js';

const PORTS: Token<MaintenancePorts> = Symbol('maintenance ports');
const MAINTENANCE: Token<Maintenance> = Symbol('maintenance');

const adapters = [
  { provide: MaintenanceIndex, useClass: KyselyMaintenanceIndex },
  { provide: MaintenanceTasks, useClass: KyselyMaintenanceTasks },
  { provide: ProviderStates, useClass: KyselyProviderStates },
  { provide: OrphanRegister, useClass: KyselyOrphanRegister },
  { provide: KeyringScrubIndex, useClass: KyselyKeyringScrubIndex },
  { provide: StorageFigures, useClass: KyselyStorageFigures },
];

const services = [
  provideFrom(
    PORTS,
    {
      objects: ObjectIndex,
      keyrings: KeyringIndex,
      index: MaintenanceIndex,
      states: ProviderStates,
      tasks: MaintenanceTasks,
      orphans: OrphanRegister,
      keyringScrub: KeyringScrubIndex,
    },
    (ports) => ports,
  ),
  provideFrom(
    MAINTENANCE,
    {
      storage: STORAGE,
      limits: MaintenanceSettings,
      ports: PORTS,
      clock: Clock,
      ids: Ids,
      held: HeldObjects,
      report: MaintenanceReport,
    },
    ({ storage, limits, ports, clock, ids, held, report }) =>
      createMaintenance(storage, limits, ports, {
        clock,
        held,
        instance: ids.next(),
        report: report.add,
      }),
  ),
  provideFrom(StorageMaintenance, { maintenance: MAINTENANCE }, (from) => from.maintenance.service),
  provideFrom(DrainControl, { maintenance: MAINTENANCE }, (from) => from.maintenance.drains),
  provideFrom(
    MaintenanceSchedule,
    { maintenance: MAINTENANCE },
    (from) => from.maintenance.schedule,
  ),
];

/** Maintenance, and what people see and request of it. Nothing here starts by itself. */
export const maintenanceProviders = [
  provideSettings(MaintenanceSettings, maintenanceSettings),
  ...adapters,
  ...services,
  { provide: HeldObjects, useFactory: () => new HeldObjects() },
  { provide: DocumentTitles, useFactory: () => new DocumentTitles() },
  { provide: ThinningStatus, useFactory: () => new ThinningStatus() },
  provideFrom(
    MaintenanceReport,
    { metrics: Metrics, figures: StorageFigures },
    ({ metrics, figures }) =>
      new MaintenanceReport(metrics, figures, new Logger(StorageMaintenance.name)),
  ),
  provideFrom(
    FiguresCache,
    { figures: StorageFigures, orphans: OrphanRegister, clock: Clock },
    (parts) => new FiguresCache({ ...parts, elapsedMs: () => performance.now() }),
  ),
  provideFrom(
    StorageOverview,
    {
      drains: DrainControl,
      schedule: MaintenanceSchedule,
      figures: FiguresCache,
      proofs: ProviderProofs,
      clock: Clock,
    },
    (parts) => new StorageOverview(parts),
  ),
  provideFrom(
    ForegroundMaintenance,
    {
      maintenance: StorageMaintenance,
      figures: StorageFigures,
      index: MaintenanceIndex,
      drains: DrainControl,
      schedule: MaintenanceSchedule,
    },
    (parts) => new ForegroundMaintenance(parts),
  ),
  provideClass(StorageOrders, [DrainControl, MaintenanceSchedule, AuditLog]),
  StorageAdministration,
];
