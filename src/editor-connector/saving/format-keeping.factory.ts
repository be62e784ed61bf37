import { Logger } from '@nestjs/common';
import type { FormatTable } from '../../documents/index.js';
import { Bulkhead } from '../../platform/concurrency/bulkhead.js';
import type { Converter } from '../document-server/converter.js';
import type { EditorConnectorSettings } from '../editor-connector.config.js';
import { saveRefused } from '../editor-connector.errors.js';
import type { EditorMetrics } from '../editor-metrics.js';
import { FormatKeeping } from './format-keeping.js';
import type { SavedFiles } from './saved-files.js';
import { sentence } from '../../platform/errors/sentence.js';

/** Saves that are converted back at the same time; a full queue keeps them as they came. */
const AT_ONCE = 4;
const WAITING = 32;

export interface FormatKeepingPorts {
  readonly converter: Converter;
  readonly files: SavedFiles;
  readonly formats: FormatTable;
  readonly metrics: EditorMetrics;
  readonly settings: EditorConnectorSettings;
}

export function formatKeeping({ metrics, settings, ...ports }: FormatKeepingPorts): FormatKeeping {
  const logger = new Logger(FormatKeeping.name);
  return new FormatKeeping({
    ...ports,
    bulkhead: new Bulkhead(AT_ONCE, WAITING, () =>
      saveRefused(sentence`too many saves are being converted`),
    ),
    internalUrl: settings.internalUrl,
    report: ({ from, to, error }) => {
      metrics.countOtherFormat(error === undefined ? 'converted-back' : 'as-it-came');
      if (error === undefined) return;
      logger.warn({ reason: `a save stays .${from}, not converted back to .${to}`, err: error });
    },
  });
}
