import type { Env } from '../platform/config/settings.js';

/** The environment and streams of a command; tests replace them. */
export interface Terminal {
  readonly env: Env;
  /** Oddities in how the environment is written; `kontor doctor` prints them. */
  readonly notices?: readonly string[];
  /** With `isTTY` and `setRawMode` on an interactive terminal. */
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<NodeJS.ReadStream, 'isTTY' | 'setRawMode'>>;
  readonly stdout: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
}

export const say = (terminal: Terminal, line: string): void => {
  terminal.stdout.write(`${line}\n`);
};

/** Ends the command with status 1 and prints the message; for failures without an AppError. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
