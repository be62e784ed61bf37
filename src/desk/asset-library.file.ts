import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { Logger } from '@nestjs/common';
import { projectRoot } from '../platform/config/project-root.js';
import { AssetLibrary, type Asset } from './asset-library.js';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Reads what the build made. Only what is listed here is ever served: a path is looked up, never opened. */
export function readAssetLibrary(folder = join(projectRoot, 'dist/assets')): AssetLibrary {
  if (!existsSync(folder)) {
    new Logger('Desk').warn('Pages have no styles and scripts: run "npm run build:client" first.');
    return new AssetLibrary(new Map());
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && extname(entry.name) in TYPES);
  return new AssetLibrary(
    new Map(
      files.map((file) => {
        const path = join(file.parentPath, file.name);
        return [relative(folder, path).replaceAll(sep, '/'), readAsset(path)];
      }),
    ),
  );
}

function readAsset(path: string): Asset {
  const bytes = readFileSync(path);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  return { bytes, hash, type: TYPES[extname(path)] ?? 'application/octet-stream' };
}
