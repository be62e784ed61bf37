import { SigningSecrets } from '../../access/index.js';
import {
  DocumentAccess,
  FormatTable,
  ReplaceContent,
  RestoreVersion,
} from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { VersionArchive, VersionDifferences } from '../../version-archive/index.js';
import { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { DocumentKeyNames } from '../opening/content-to-open.js';
import { ValidSessions } from '../opening/editing-access.js';
import { SessionIssuer } from '../opening/session-issuer.js';
import { MadeFiles } from '../saving/made-file.js';
import { ChangeArchives } from './change-archives.js';
import { HandOutChanges } from './hand-out-changes.use-case.js';
import { ChangesController, HistoryController } from './history.controller.js';
import { RestoreFromHistory } from './restore-from-history.use-case.js';
import { ShowHistory } from './show-history.use-case.js';
import { ShowHistoryVersion } from './show-history-version.use-case.js';

export const historyControllers = [HistoryController, ChangesController];

export const historyProviders = [
  provideFrom(
    ChangeArchives,
    { secrets: SigningSecrets, clock: Clock, settings: EditorConnectorSettings },
    ({ secrets, clock, settings }) =>
      new ChangeArchives(
        secrets.keyFor('editor/change-archive'),
        clock,
        settings.selfUrlForDocumentServer,
      ),
  ),
  ShowHistory,
  provideFrom(
    ShowHistoryVersion,
    {
      access: DocumentAccess,
      sessions: ValidSessions,
      archive: VersionArchive,
      differences: VersionDifferences,
      issuer: SessionIssuer,
      names: DocumentKeyNames,
      archives: ChangeArchives,
      formats: FormatTable,
      tokens: DocumentServerTokens,
    },
    ({ issuer, names, archives, ...parts }) =>
      new ShowHistoryVersion({ ...parts, issuing: { issuer, names, archives } }),
  ),
  HandOutChanges,
  provideFrom(
    RestoreFromHistory,
    {
      access: DocumentAccess,
      archive: VersionArchive,
      restore: RestoreVersion,
      replace: ReplaceContent,
      formats: FormatTable,
      made: MadeFiles,
    },
    (parts) => new RestoreFromHistory(parts),
  ),
];
