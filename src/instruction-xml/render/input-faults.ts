import { isLines, type ContentControls, type ContentControlValue } from './instruction.js';
import type { FieldValues } from './properties.js';
import { forbiddenCharacterIn, isNameToken } from './xml-text.js';
import { type Sentence, sentence } from '../../platform/errors/sentence.js';

/** The part of a request for a new document that ends up in the instruction. */
export interface InstructionInput {
  readonly title: string;
  readonly fields?: FieldValues | undefined;
  readonly contentControls?: ContentControls | undefined;
}

export interface InputFault {
  /** Path in the request: `title`, `fields.subject`, `content_controls.subject`. */
  readonly path: string;
  readonly reason: Sentence;
}

/** Names that Word accepts end here. */
const MAX_CONTROL_NAME_CHARS = 64;
/** Ours: long enough for every prefix, short enough for every dialog. */
const MAX_FIELD_NAME_CHARS = 255;
/** Ours: an instruction is small; a template with this many fields is a mistake of the caller. */
const MAX_NAMES = 500;

/**
 * Everything that would make an instruction impossible or wrong, found when the document is created:
 * the caller can still correct it, and rendering never fails later.
 */
export function faultsIn({ title, fields = {}, contentControls = {} }: InstructionInput) {
  return [
    ...textFaults('title', title),
    ...countFaults('fields', fields),
    ...Object.entries(fields).flatMap(([name, value]) => [
      ...nameFaults(pathOf('fields', name), name, MAX_FIELD_NAME_CHARS),
      ...fieldFaults(pathOf('fields', name), value),
    ]),
    ...countFaults('content_controls', contentControls),
    ...Object.entries(contentControls).flatMap(([name, value]) => [
      ...nameFaults(pathOf('content_controls', name), name, MAX_CONTROL_NAME_CHARS),
      ...controlFaults(pathOf('content_controls', name), value),
    ]),
  ];
}

/** A name may be anything; a message shows it without what would break the message. */
const pathOf = (part: string, name: string): string =>
  `${part}.${name.slice(0, MAX_CONTROL_NAME_CHARS).replace(/[\p{C}\p{Z}]/gu, '_')}`;

const fault = (path: string, reason: Sentence): InputFault[] => [{ path, reason }];

function nameFaults(path: string, name: string, maxChars: number): InputFault[] {
  // Counted as Word counts: in UTF-16 units.
  if (name.length > maxChars)
    return fault(path, sentence`the name has more than ${maxChars} characters`);
  if (isNameToken(name)) return [];
  return fault(
    path,
    sentence`a name consists of letters, digits, dots, hyphens, colons and underscores`,
  );
}

function fieldFaults(path: string, value: FieldValues[string]): InputFault[] {
  if (typeof value === 'string') return textFaults(path, value);
  if (typeof value === 'number' && !Number.isFinite(value))
    return fault(path, sentence`is not a number`);
  return [];
}

function controlFaults(path: string, value: ContentControlValue): InputFault[] {
  if (typeof value === 'string') return textFaults(path, value);
  if (typeof value === 'boolean') return [];
  if (!isLines(value)) {
    return isCalendarDate(value.date)
      ? []
      : fault(path, sentence`is not a date of the form YYYY-MM-DD`);
  }
  if (value.length === 0) return fault(path, sentence`give at least one line, or an empty text`);
  return value.flatMap((line) => textFaults(path, line)).slice(0, 1);
}

function textFaults(path: string, text: string): InputFault[] {
  const character = forbiddenCharacterIn(text);
  if (character === undefined) return [];
  return fault(path, sentence`contains the character ${character}, which documents cannot hold`);
}

const countFaults = (path: string, names: object): InputFault[] =>
  Object.keys(names).length > MAX_NAMES ? fault(path, sentence`at most ${MAX_NAMES} names`) : [];

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
