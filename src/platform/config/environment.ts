import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Env } from './settings.js';

/** The process environment, completed by `.env` in the working folder. An empty value counts as not set. */
export function environment(): Env {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const all = { ...file, ...process.env };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
