import type { ContentControls } from './content-controls.js';
import type { Property } from './properties.js';

/**
 * `classic` is what desktop clients in the field are used to, deviations from the vendor's schema included;
 * `schema` is the same data as the schema wants it. docs/formats/instruction-xml.md shows both.
 */
export const INSTRUCTION_MODES = ['classic', 'schema'] as const;
export type InstructionMode = (typeof INSTRUCTION_MODES)[number];

/** Everything the Oneoffixx client has to know to generate one document. */
export interface Instruction {
  readonly templateId: string;
  /** As `chooseLanguage` answers; left out when the template names no language. */
  readonly languageLcid?: number | undefined;
  /** As `propertiesOf` answers: sorted, each name once. */
  readonly properties: readonly Property[];
  readonly contentControls?: ContentControls | undefined;
  /** The `oc:` URL with which the client hands the finished file back. */
  readonly checkoutUrl: string;
}
