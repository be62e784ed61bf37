import { Module } from '@nestjs/common';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { EventOutbox } from '../platform/events/event-outbox.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { DocumentKeyrings, ObjectStore, StorageModule } from '../storage/index.js';
import { AdoptGroup } from './adopt-group.js';
import { KyselyEmptyGroups } from './empty-group.kysely.js';
import { EmptyGroupRepository } from './empty-group.repository.js';
import { EmptyGroups } from './empty-groups.js';
import { HeldVersions } from './held-versions.js';
import { KyselyOwnerRecords } from './owner-record.kysely.js';
import { OwnerRecordRepository, OwnerRecords } from './owner-records.js';
import { RemoveVersions } from './remove-versions.js';
import { StoredVersionArchive } from './stored-version-archive.js';
import { StoredVersionParts } from './stored-version-parts.js';
import { VersionArchive } from './version-archive.js';
import { VersionDifferences } from './version-differences.js';
import { KyselyVersionGroupRepository } from './version-group.kysely.js';
import { VersionGroupRepository } from './version-group.repository.js';
import { KyselyVersionPartRepository } from './version-part.kysely.js';
import { VersionPartRepository } from './version-part.repository.js';
import { VersionParts } from './version-parts.js';

@Module({
  imports: [StorageModule],
  providers: [
    { provide: VersionGroupRepository, useClass: KyselyVersionGroupRepository },
    { provide: HeldVersions, useFactory: () => new HeldVersions() },
    { provide: VersionPartRepository, useClass: KyselyVersionPartRepository },
    { ...provideClass(KyselyOwnerRecords, [Database]), provide: OwnerRecordRepository },
    provideClass(OwnerRecords, [OwnerRecordRepository, ObjectStore, Ids]),
    provideClass(AdoptGroup, [VersionGroupRepository, VersionPartRepository, Database]),
    { ...provideClass(KyselyEmptyGroups, [Database]), provide: EmptyGroupRepository },
    provideClass(EmptyGroups, [EmptyGroupRepository, DocumentKeyrings, Database]),
    provideClass(VersionDifferences, [VersionGroupRepository, VersionParts]),
    provideClass(RemoveVersions, [VersionGroupRepository, VersionParts, ObjectStore, Database]),
    {
      provide: VersionParts,
      inject: [VersionPartRepository, ObjectStore, Database, Clock, Ids],
      useFactory: (
        parts: VersionPartRepository,
        objects: ObjectStore,
        database: Database,
        clock: Clock,
        ids: Ids,
      ) => new StoredVersionParts(parts, objects, database, clock, ids),
    },
    provideFrom(
      VersionArchive,
      {
        groups: VersionGroupRepository,
        objects: ObjectStore,
        database: Database,
        clock: Clock,
        ids: Ids,
        audit: AuditLog,
        outbox: EventOutbox,
      },
      (parts) => new StoredVersionArchive(parts),
    ),
  ],
  exports: [
    VersionArchive,
    EmptyGroups,
    VersionDifferences,
    VersionParts,
    RemoveVersions,
    VersionGroupRepository,
    HeldVersions,
    AdoptGroup,
    OwnerRecords,
    StorageModule,
  ],
})
export class VersionArchiveModule {}
