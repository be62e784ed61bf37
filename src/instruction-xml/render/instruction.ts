import type { Property } from './properties.js';

/**
 * `classic` is what desktop clients in use expect, including deviations from the vendor's schema;
 * `schema` is the same data as the schema wants it. docs/formats/instruction-xml.md shows both.
 */
export const INSTRUCTION_MODES = ['classic', 'schema'] as const;
export type InstructionMode = (typeof INSTRUCTION_MODES)[number];

/** Everything the Oneoffixx client needs to generate one document. */
export interface Instruction {
  readonly templateId: string;
  /** As `chooseLanguage` returns; undefined when the template has no language. */
  readonly languageLcid?: number | undefined;
  /** As `propertiesOf` returns: sorted, each name once. */
  readonly properties: readonly Property[];
  readonly contentControls?: ContentControls | undefined;
  /** The `oc:` URL with which the client returns the finished file. */
  readonly checkoutUrl: string;
}

/** A text, several lines, a check box, or a date: the value of a template's content control. */
export type ContentControlValue = string | readonly string[] | boolean | { readonly date: string };

/** Values by the id of the data node that the template's document parameters define. */
export type ContentControls = Readonly<Record<string, ContentControlValue>>;

/** What the instruction contains for one control. */
export type ParameterContent = { readonly text: string } | { readonly lines: readonly string[] };

export function parameterOf(value: ContentControlValue): ParameterContent {
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'boolean') return { text: String(value) };
  if (isLines(value)) return { lines: value };
  return { text: value.date };
}

export const isLines = (value: ContentControlValue): value is readonly string[] =>
  Array.isArray(value);
