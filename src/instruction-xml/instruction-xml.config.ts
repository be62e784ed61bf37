import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';
import { INSTRUCTION_MODES, type InstructionMode } from './render/instruction.js';

export abstract class InstructionXmlSettings {
  abstract readonly mode: InstructionMode;
}

export const instructionXmlSettings = settingsPart<InstructionXmlSettings>(
  'instruction-xml',
  z
    .looseObject({
      ONEOFFIXX_XML: z
        .enum(INSTRUCTION_MODES, { error: 'must be classic or schema' })
        .default('classic'),
    })
    .transform((env) => ({ mode: env.ONEOFFIXX_XML })),
);
