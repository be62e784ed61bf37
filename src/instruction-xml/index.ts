export type { ContentControls, ContentControlValue } from './content-controls.js';
export { faultsIn, type InputFault, type InstructionInput } from './input-faults.js';
export { INSTRUCTION_MODES, type Instruction, type InstructionMode } from './instruction.js';
export {
  chooseLanguage,
  offersLanguage,
  type LanguageWish,
  type OfferedLanguages,
} from './language.js';
export {
  PERSON_ATTRIBUTES,
  propertiesOf,
  type DocumentFacts,
  type FieldValues,
  type PersonFacts,
  type Property,
  type PropertySources,
} from './properties.js';
export { renderInstruction } from './render-instruction.js';
