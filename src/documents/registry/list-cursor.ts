import { ID_PATTERN } from '../../platform/clock/ids.js';
import { badCursor } from '../documents.errors.js';
import type { ListPosition } from './document.repository.js';

/** Where a page ended, opaque to clients. */
export const cursorOf = ({ updatedAtMs, id }: ListPosition): string =>
  Buffer.from(`${updatedAtMs}.${id}`).toString('base64url');

export function positionOf(cursor: string): ListPosition {
  const [time = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString().split('.');
  if (!/^\d{1,15}$/.test(time) || !ID_PATTERN.test(id) || rest.length > 0) throw badCursor();
  return { updatedAtMs: Number(time), id };
}
