import type { Flow } from './flow.js';
import { closing } from './closing.js';
import { downloading } from './downloading.js';
import { editRights } from './edit-rights.js';
import { errors } from './errors.js';
import { exchanging } from './exchanging.js';
import { filling } from './filling.js';
import { history } from './history.js';
import { linking } from './linking.js';
import { opening } from './opening.js';
import { people } from './people.js';
import { refreshing } from './refreshing.js';
import { renaming } from './renaming.js';
import { sharing } from './sharing.js';
import { unsaved } from './unsaved.js';

/** All functions of the editor's page, in the order of the alphabet: two flows never handle the same event. */
export const FLOWS: readonly Flow[] = [
  closing,
  downloading,
  editRights,
  errors,
  exchanging,
  filling,
  history,
  linking,
  opening,
  people,
  refreshing,
  renaming,
  sharing,
  unsaved,
];
