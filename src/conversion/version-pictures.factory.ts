import { Logger } from '@nestjs/common';
import type { DocumentsSettings } from '../documents/index.js';
import type { Clock } from '../platform/clock/clock.js';
import { Bulkhead } from '../platform/concurrency/bulkhead.js';
import type { Metrics } from '../platform/health/metrics.js';
import type { VersionParts } from '../version-archive/index.js';
import { tooManyPictures } from './conversion.errors.js';
import type { ConvertedFiles } from './converted-files.js';
import type { PartOrders } from './part-orders.js';
import { VersionPictures } from './version-pictures.js';

/** Half of the four conversions that may run: the others are for people who wait for a download. */
const AT_ONCE = 2;
/** A few pages of the list. Beyond that a look later begins it. */
const WAITING = 200;

export interface VersionPicturesPorts {
  readonly parts: VersionParts;
  readonly orders: PartOrders;
  readonly files: ConvertedFiles;
  readonly clock: Clock;
  readonly settings: DocumentsSettings;
  readonly metrics: Metrics;
}

export function versionPictures({
  settings,
  metrics,
  ...ports
}: VersionPicturesPorts): VersionPictures {
  const logger = new Logger(VersionPictures.name);
  const made = metrics.counter({
    name: 'kontor_pictures_total',
    help: 'Thumbnails and previews that were made, or could not be made.',
    labelNames: ['kind', 'outcome'],
  });
  return new VersionPictures({
    ...ports,
    maxPreviewBytes: settings.maxFileBytes,
    bulkhead: new Bulkhead(AT_ONCE, WAITING, tooManyPictures),
    report: (kind, error) => {
      made.inc({ kind, outcome: error === undefined ? 'made' : 'failed' });
      if (error !== undefined) logger.warn({ reason: `no ${kind} could be made`, err: error });
    },
  });
}
