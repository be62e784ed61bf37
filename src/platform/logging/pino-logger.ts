import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { LogOutput } from './log-output.js';

/**
 * Nest's logger on pino: one JSON line a message, with the class name as `context`.
 * Callers pass a sentence, or an object with ids; never a URL with its query, a token or a file's content.
 */
export class PinoLogger implements LoggerService {
  readonly #pino: Logger;

  constructor(level: Level | 'silent' = 'info', destination?: DestinationStream) {
    const silence = { write: () => undefined };
    this.#pino = pino(
      { level, base: null },
      destination ?? (level === 'silent' ? silence : new LogOutput()),
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  #write(level: Level, message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined;
    const error = [message, ...rest].find((part) => part instanceof Error);
    const fields = isFields(message) ? message : {};
    const text = typeof message === 'string' ? message : undefined;
    this.#pino[level]({ context, ...fields, ...(error ? { err: error } : {}) }, text);
  }
}

const isFields = (message: unknown): message is Record<string, unknown> =>
  typeof message === 'object' && message !== null && !(message instanceof Error);
