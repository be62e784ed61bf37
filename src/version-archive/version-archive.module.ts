import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { ObjectStore, StorageModule } from '../storage/index.js';
import { AdoptGroup } from './adopt-group.js';
import { StoredVersionArchive } from './stored-version-archive.js';
import { VersionArchive } from './version-archive.js';
import { KyselyVersionGroupRepository } from './version-group.kysely.js';
import { VersionGroupRepository } from './version-group.repository.js';

@Module({
  imports: [StorageModule],
  providers: [
    { provide: VersionGroupRepository, useClass: KyselyVersionGroupRepository },
    provideClass(AdoptGroup, [VersionGroupRepository, Database]),
    {
      provide: VersionArchive,
      inject: [VersionGroupRepository, ObjectStore, Database, Clock, Ids],
      useFactory: (
        groups: VersionGroupRepository,
        objects: ObjectStore,
        database: Database,
        clock: Clock,
        ids: Ids,
      ) => new StoredVersionArchive(groups, objects, database, clock, ids),
    },
  ],
  exports: [VersionArchive, AdoptGroup, StorageModule],
})
export class VersionArchiveModule {}
