import type { Instruction, InstructionMode } from './render/instruction.js';
import { renderInstruction } from './render/render-instruction.js';

/** Renders instructions in the form that this server is set to (`ONEOFFIXX_XML`). */
export class InstructionXml {
  constructor(private readonly mode: InstructionMode) {}

  /** The Connect XML of one document; the same instruction gives the same bytes. */
  render(instruction: Instruction): string {
    return renderInstruction(instruction, this.mode);
  }
}
