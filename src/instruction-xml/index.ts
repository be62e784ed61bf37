export { InstructionXml } from './instruction-xml.js';
export { instructionXmlSettings } from './instruction-xml.config.js';
export { InstructionXmlModule } from './instruction-xml.module.js';
export { faultsIn, type InputFault, type InstructionInput } from './render/input-faults.js';
export type { ContentControls, ContentControlValue, Instruction } from './render/instruction.js';
export { chooseLanguage } from './render/language.js';
export { propertiesOf, type FieldValues, type Property } from './render/properties.js';
