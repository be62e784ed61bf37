import { SigningSecrets } from '../../access/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { HealthChecks } from '../../platform/health/health-checks.js';
import { Metrics } from '../../platform/health/metrics.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { VersionArchive } from '../../version-archive/index.js';
import { DocumentKeys } from '../document-server/document-keys.js';
import { DocumentServer } from '../document-server/document-server.js';
import { ReportedPresence } from '../saving/reported-presence.js';
import { SaveCommit } from '../saving/save-commit.js';
import { SaveStaging } from '../saving/save-staging.js';
import { ForgottenFileImport } from './forgotten-file-import.js';
import { ForgottenFiles } from './forgotten-files.js';
import { ForgottenRetries, HarvestForgottenFiles } from './harvest-forgotten-files.use-case.js';
import { RecoveryNotices } from './recovery-notices.use-case.js';

export const recoveryProviders = [
  provideClass(ForgottenFiles, [DocumentKeys, Metrics, HealthChecks]),
  provideFrom(
    ForgottenFileImport,
    {
      server: DocumentServer,
      archive: VersionArchive,
      staging: SaveStaging,
      committing: SaveCommit,
      presence: ReportedPresence,
      clock: Clock,
      secrets: SigningSecrets,
    },
    ({ secrets, ...parts }) =>
      new ForgottenFileImport({
        ...parts,
        receiptKey: secrets.keyFor('editor/forgotten-receipt'),
      }),
  ),
  ForgottenRetries,
  HarvestForgottenFiles,
  RecoveryNotices,
];
