import { withFacts, type Cause, type Facts } from '../platform/http/address-faults.js';
import { CAUSES } from './causes.js';

export type CauseCode = keyof typeof CAUSES;

/** What was found: a cause and the facts of the case. Facts never hold secrets. */
export interface Found {
  readonly code: CauseCode;
  readonly facts: Facts;
}

export const found = (code: CauseCode, facts: Facts = {}): Found => ({ code, facts });

export const causeOf = ({ code, facts }: Found): Cause => ({
  cause: withFacts(CAUSES[code].cause, facts),
  fix: withFacts(CAUSES[code].fix, facts),
});

/** `off`: not configured. `unknown`: not tried yet, or it cannot be tried now. */
export type ConnectionState = 'ok' | 'failing' | 'unknown' | 'off';

/** What a probe says. `found` beside `ok` is a warning: it works, but not for long, or not well. */
export interface Finding {
  readonly state: ConnectionState;
  readonly found?: Found | undefined;
  /** Such as a version; shown as it is. */
  readonly detail?: string | undefined;
}

/** One system that Kontor depends on, as it was found last. */
export interface Connection extends Finding {
  /** `document-server`, `callback`, `browser-address`, `directory`, `oneoffixx`, `redis`, `database`, `storage-<provider>` */
  readonly name: string;
  readonly checkedAtMs: number | undefined;
}

/** Tries one system as it is really used. */
export interface Probe {
  readonly name: string;
  /** How often it is tried while the server runs. */
  readonly everyMs: number;
  /** After this it counts as failing, whatever it still does. */
  readonly withinMs: number;
  /** What is said then. */
  readonly late: Found;
  /** Never rejects for what it looks for; a rejection is a fault of the probe itself. */
  run(signal: AbortSignal): Promise<Finding>;
}

export const works = (detail?: string, warning?: Found): Finding => ({
  state: 'ok',
  detail,
  found: warning,
});
export const fails = (what: Found): Finding => ({ state: 'failing', found: what });
export const isOff: Finding = { state: 'off' };
