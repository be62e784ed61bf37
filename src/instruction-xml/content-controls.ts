/** A text, several lines, a check box, or a date: what a control of a template can take. */
export type ContentControlValue = string | readonly string[] | boolean | { readonly date: string };

/** Values by the id of the data node that the template's document parameters define. */
export type ContentControls = Readonly<Record<string, ContentControlValue>>;

/** What the instruction carries for one control. */
export type ParameterContent = { readonly text: string } | { readonly lines: readonly string[] };

export function parameterOf(value: ContentControlValue): ParameterContent {
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'boolean') return { text: String(value) };
  if (isLines(value)) return { lines: value };
  return { text: value.date };
}

export const isLines = (value: ContentControlValue): value is readonly string[] =>
  Array.isArray(value);
