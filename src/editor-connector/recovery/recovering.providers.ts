import { SigningSecrets } from '../../access/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { HealthChecks } from '../../platform/health/health-checks.js';
import { Metrics } from '../../platform/health/metrics.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { VersionArchive } from '../../version-archive/index.js';
import { DocumentKeys } from '../document-server/document-keys.js';
import { DocumentServer } from '../document-server/document-server.js';
import { HarvestForgottenFiles } from './harvest-forgotten-files.use-case.js';
import { ListMyRecoveredVersions } from './list-my-recovered-versions.use-case.js';
import { SaveCommit } from '../saving/save-commit.js';
import { SaveStaging } from '../saving/save-staging.js';
import { ShowForgottenFiles } from './show-forgotten-files.use-case.js';
import { ForgottenFileImport } from './forgotten-file-import.js';
import { ForgottenFiles } from './forgotten-files.js';
import { ForgottenReceipts } from './forgotten-receipts.js';
import { ListRecoveredVersions } from './list-recovered-versions.use-case.js';
import { NoteRecoveredVersion } from './note-recovered-version.use-case.js';
import { RecoveredVersions } from '../saving/recovered-versions.repository.js';
import { KyselyRecoveredVersions } from '../saving/recovered-versions.kysely.js';
import { ReportedPresence } from '../saving/reported-presence.js';

/** Fetches what the Document Server could not deliver, and tells people. */
export const recovering = [
  { ...provideClass(KyselyRecoveredVersions, [Database, Clock]), provide: RecoveredVersions },
  {
    provide: ForgottenReceipts,
    inject: [SigningSecrets],
    useFactory: (secrets: SigningSecrets) =>
      new ForgottenReceipts(secrets.keyFor('editor/forgotten-receipt')),
  },
  provideClass(ForgottenFiles, [DocumentKeys, Metrics, HealthChecks]),
  {
    provide: ForgottenFileImport,
    inject: [
      DocumentServer,
      VersionArchive,
      SaveStaging,
      ForgottenReceipts,
      SaveCommit,
      ReportedPresence,
      Clock,
    ],
    useFactory: (
      ...[server, archive, staging, receipts, committing, presence, clock]: ImportParts
    ) =>
      new ForgottenFileImport({
        ...{ server, archive, staging, receipts, committing, presence, clock },
      }),
  },
  HarvestForgottenFiles,
  ListRecoveredVersions,
  ListMyRecoveredVersions,
  NoteRecoveredVersion,
  ShowForgottenFiles,
];

type ImportParts = [
  DocumentServer,
  VersionArchive,
  SaveStaging,
  ForgottenReceipts,
  SaveCommit,
  ReportedPresence,
  Clock,
];
