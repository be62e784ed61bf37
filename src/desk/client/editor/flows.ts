import type { Flow } from './flow.js';
import { closing } from './closing.js';
import { errors } from './errors.js';
import { opening } from './opening.js';
import { refreshing } from './refreshing.js';
import { renaming } from './renaming.js';

/** All functions of the editor's page, in the order of the alphabet: two flows never handle the same event. */
export const FLOWS: readonly Flow[] = [closing, errors, opening, refreshing, renaming];
