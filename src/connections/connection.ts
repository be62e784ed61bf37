import { withFacts, type Cause, type Facts } from '../platform/http/address-faults.js';
import type { ProviderWeakness } from '../storage/index.js';
import { CAUSES } from './causes.js';

export type CauseCode = keyof typeof CAUSES;

/** A cause and the facts of the case. Facts never hold secrets. */
export interface Found {
  readonly code: CauseCode;
  readonly facts: Facts;
}

export const found = (code: CauseCode, facts: Facts = {}): Found => ({ code, facts });

export const causeOf = ({ code, facts }: Found): Cause => ({
  cause: withFacts(CAUSES[code].cause, facts),
  fix: withFacts(CAUSES[code].fix, facts),
});

/** `off`: not configured. `unknown`: not tested yet, or cannot be tested now. */
export type ConnectionState = 'ok' | 'failing' | 'unknown' | 'off';

/** The result of a probe. `found` with `ok` is a warning: the system works, but needs attention. */
export interface Finding {
  readonly state: ConnectionState;
  readonly found?: Found | undefined;
  /** Such as a version; shown as it is. */
  readonly detail?: string | undefined;
  /** Of a storage provider that works; `detail` says it in English. */
  readonly weakness?: ProviderWeakness | undefined;
}

/** One system that Kontor depends on, with its latest finding. */
export interface Connection extends Finding {
  /** `document-server`, `callback`, `browser-address`, `directory`, `oidc-<name>`, `oneoffixx`, `smtp`, `redis`, `database`, `storage-<provider>` */
  readonly name: string;
  readonly checkedAtMs: number | undefined;
}

/** Tests one system in the way Kontor uses it. */
export interface Probe {
  readonly name: string;
  /** The interval while the server runs. */
  readonly everyMs: number;
  /** The deadline, after which the system counts as failing. */
  readonly withinMs: number;
  /** The cause reported after the deadline. */
  readonly late: Found;
  /** Resolves for every failure of the system; a rejection is a bug of the probe. */
  run(signal: AbortSignal): Promise<Finding>;
}

export const works = (detail?: string, warning?: Found): Finding => ({
  state: 'ok',
  detail,
  found: warning,
});
export const fails = (what: Found): Finding => ({ state: 'failing', found: what });
export const isOff: Finding = { state: 'off' };
