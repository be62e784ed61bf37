import type { Flow } from './flow.js';
import { asking } from './asking.js';
import { closing } from './closing.js';
import { exchanging } from './exchanging.js';
import { filling } from './filling.js';
import { renaming } from './renaming.js';
import { roles } from './roles.js';
import { versions } from './versions.js';

/** The functions of the simulated editor, in the order of their buttons. */
export const FLOWS: readonly Flow[] = [
  asking,
  renaming,
  versions,
  exchanging,
  closing,
  roles,
  filling,
];
