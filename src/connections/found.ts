import { CAUSES } from './causes.js';

export interface Cause {
  /** What is wrong, in one sentence. `{words}` stand for facts of the case. */
  readonly cause: string;
  /** What to change, by whom. */
  readonly fix: string;
}

export type CauseCode = keyof typeof CAUSES;
export type Facts = Readonly<Record<string, string | number>>;

/** What was found: a cause and the facts of the case. Facts never hold secrets. */
export interface Found {
  readonly code: CauseCode;
  readonly facts: Facts;
}

export const found = (code: CauseCode, facts: Facts = {}): Found => ({ code, facts });

/** The text with the facts in their places. */
export const withFacts = (text: string, facts: Facts): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(facts[name] ?? place));

export const causeOf = ({ code, facts }: Found): Cause => ({
  cause: withFacts(CAUSES[code].cause, facts),
  fix: withFacts(CAUSES[code].fix, facts),
});
