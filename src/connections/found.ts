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
