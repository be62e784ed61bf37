import { Logger } from '@nestjs/common';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { VersionParts } from '../../version-archive/index.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { EditorMetrics } from '../editor-metrics.js';
import { SavedChanges } from './saved-changes.js';
import { HttpSavedFiles } from './saved-files.http.js';

/** The Document Server takes at most 150 MB of changes (`editor.maxChangesSize`); compressed they are far smaller. */
const MAX_BYTES = 64 * 1024 * 1024;
/** The answer to the save waits for the archive, which comes from the server that just gave the file. */
const LIMITS = { connectMs: 2_000, idleMs: 5_000, totalMs: 20_000 };

export const savedChanges = provideFrom(
  SavedChanges,
  { parts: VersionParts, metrics: EditorMetrics, settings: EditorConnectorSettings },
  ({ parts, metrics, settings: { internalUrl } }) => {
    const logger = new Logger(SavedChanges.name);
    const files = new HttpSavedFiles(LIMITS);
    const warn = (fields: object) => logger.warn(fields);
    return new SavedChanges({ files, parts, metrics, warn }, { internalUrl, maxBytes: MAX_BYTES });
  },
);
