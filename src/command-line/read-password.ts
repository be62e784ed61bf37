import { text } from 'node:stream/consumers';
import { CommandFailed, type Terminal } from './terminal.js';

/** From a pipe: the whole input without its last line end. From a keyboard: typed twice, not shown. */
export async function readPassword(terminal: Terminal): Promise<string> {
  if (terminal.stdin.isTTY !== true) return withoutLineEnd(await text(terminal.stdin));
  const password = await ask(terminal, 'Password: ');
  const again = await ask(terminal, 'Once more: ');
  if (password !== again) throw new CommandFailed('The two passwords differ.');
  return password;
}

const withoutLineEnd = (input: string): string => input.replace(/\r?\n$/, '');

const ENTER = new Set(['\r', '\n', '\u0004']);
const CTRL_C = '\u0003';
const BACKSPACE = new Set(['\u0008', '\u007f']);

/** Raw mode, since a terminal in its usual mode shows what is typed. */
async function ask(terminal: Terminal, question: string): Promise<string> {
  const { stdin, stderr } = terminal;
  stderr.write(question);
  stdin.setRawMode?.(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  try {
    return await typedLine(stdin);
  } finally {
    stdin.setRawMode?.(false);
    stdin.pause();
    stderr.write('\n');
  }
}

function typedLine(stdin: Terminal['stdin']): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const settle = (finish: () => void): void => {
      stdin.removeListener('data', take);
      finish();
    };
    const take = (chunk: string | Buffer): void => {
      for (const key of chunk.toString()) {
        if (key === CTRL_C) return settle(() => reject(new CommandFailed('Cancelled.')));
        if (ENTER.has(key)) return settle(() => resolve(typed.join('')));
        typed = BACKSPACE.has(key) ? typed.slice(0, -1) : [...typed, key];
      }
    };
    stdin.on('data', take);
  });
}
