import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../platform/config/project-root.js';

/** The format table that comes with Kontor. */
export const bundledFormats = (): readonly unknown[] => {
  const file = readFileSync(join(projectRoot, 'config/formats.json'), 'utf8');
  return (JSON.parse(file) as { formats: unknown[] }).formats;
};
