import { fileURLToPath } from 'node:url';

/** The folder of package.json, seen from `playground` as well as from `dist-playground`. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));
