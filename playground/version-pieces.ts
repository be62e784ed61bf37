import type { TextOperation } from './text-operation.js';

/** A piece of the text; without an author it was there before. */
export interface VersionPiece {
  readonly text: string;
  readonly author?: string;
  readonly isRemoved?: true;
}

export interface VersionView {
  /** `text`, `paragraphs`, or `opaque`: then there is no text. */
  readonly kind: string;
  readonly size: number;
  readonly pieces: readonly VersionPiece[];
  /** Changes without text, in formats that are shown by size alone. */
  readonly touches: number;
}

/** In an archive of changes. */
export interface ChangeEntry {
  readonly user: string;
  readonly change: TextOperation | 'touch';
}

/** The text with everything that was inserted and removed. */
export function withChanges(
  before: readonly VersionPiece[],
  changes: readonly ChangeEntry[],
): readonly VersionPiece[] {
  let pieces = before;
  for (const { user, change } of changes)
    if (change !== 'touch') pieces = changed(pieces, change, user);
  return merged(pieces.filter(({ text }) => text !== ''));
}

/** Neighbours of one kind, by one author, are one piece. */
function merged(pieces: readonly VersionPiece[]): readonly VersionPiece[] {
  const result: VersionPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.author === piece.author && last?.isRemoved === piece.isRemoved && last !== undefined)
      result[result.length - 1] = { ...last, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

/** What somebody inserted and somebody removes again is gone; what was there before stays as removed. */
function changed(
  pieces: readonly VersionPiece[],
  operation: TextOperation,
  author: string,
): readonly VersionPiece[] {
  const left = [...pieces];
  const result: VersionPiece[] = [];
  const passRemoved = () => {
    while (left[0]?.isRemoved) result.push(left.shift() as VersionPiece);
  };
  for (const part of operation) {
    if (typeof part === 'string') {
      result.push({ text: part, author });
      continue;
    }
    let count = Math.abs(part);
    for (passRemoved(); count > 0; passRemoved()) {
      const [piece] = left;
      if (piece === undefined) throw new RangeError('change does not fit the text');
      const taken = piece.text.slice(0, count);
      count -= taken.length;
      if (taken.length === piece.text.length) left.shift();
      else left[0] = { ...piece, text: piece.text.slice(taken.length) };
      if (part > 0) result.push({ ...piece, text: taken });
      else if (piece.author === undefined) result.push({ text: taken, author, isRemoved: true });
    }
  }
  return [...result, ...left];
}
