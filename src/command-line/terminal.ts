import type { Env } from '../platform/config/settings.js';

/** What a command may touch of the world: tests put memory in its place. */
export interface Terminal {
  readonly env: Env;
  /** What is odd about how the environment is written, for who asks. */
  readonly notices?: readonly string[];
  /** With `isTTY` and `setRawMode` when somebody sits in front of it. */
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<NodeJS.ReadStream, 'isTTY' | 'setRawMode'>>;
  readonly stdout: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
}

export const say = (terminal: Terminal, line: string): void => {
  terminal.stdout.write(`${line}\n`);
};

/** Ends the command with status 1 after its one plain sentence; for failures that are nobody's AppError. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
