import { transportFaultOf } from '../platform/http/transport-fault.js';
import { found, type CauseCode, type Facts, type Found } from './found.js';

export interface Asked {
  /** As shown to people: without query or credentials. */
  readonly address: string;
  /** The names of the settings that say where it is. */
  readonly setting: string;
  /** What makes an authority of certificates known; NODE_EXTRA_CA_CERTS unless given. */
  readonly authority?: string;
}

export interface SeenAnswer {
  readonly status: number;
  readonly isWebPage: boolean;
}

/** What kept an answer from coming; `wrong-answer` with the error's code where nothing better is known. */
export function faultOf(error: unknown, asked: Asked): Found {
  const facts = factsOf(asked);
  const { code, name = 'unknown' } = (error ?? {}) as { code?: unknown; name?: string };
  const word = typeof code === 'string' ? code : name;
  const fault = transportFaultOf(error);
  return found(fault ?? 'wrong-answer', { ...facts, word });
}

/** Undefined for an answer with status 200 that is no web page. `missing`: what a 404 means there. */
export function faultOfAnswer(
  { status, isWebPage }: SeenAnswer,
  asked: Asked,
  missing: CauseCode,
): Found | undefined {
  const facts = { ...factsOf(asked), status, word: `HTTP ${status}` };
  if (status >= 300 && status < 400) return found('redirected', facts);
  if (status >= 500) return found('server-error', facts);
  if (status === 404) return found(missing, facts);
  if (isWebPage || status === 401 || status === 403) return found('web-page', facts);
  return status === 200 ? undefined : found('wrong-answer', facts);
}

const DAY_MS = 24 * 60 * 60 * 1000;
const EXPIRES_SOON_DAYS = 30;

/** A warning, while there is time. */
export function expiryWarning(
  endsMs: number | undefined,
  nowMs: number,
  asked: Asked,
): Found | undefined {
  if (endsMs === undefined) return undefined;
  const days = Math.floor((endsMs - nowMs) / DAY_MS);
  return days < EXPIRES_SOON_DAYS
    ? found('certificate-expires', { ...factsOf(asked), days })
    : undefined;
}

/** Tokens live for five minutes: from here on they begin to be expired on arrival. */
const CLOCK_FAILS_SECONDS = 240;
const CLOCK_WARNS_SECONDS = 30;

export function clockFault(
  theirsMs: number | undefined,
  nowMs: number,
  asked: Asked,
): { readonly found: Found; readonly fails: boolean } | undefined {
  if (theirsMs === undefined) return undefined;
  const seconds = Math.round(Math.abs(theirsMs - nowMs) / 1000);
  if (seconds < CLOCK_WARNS_SECONDS) return undefined;
  const fault = found('clock-differs', { ...factsOf(asked), seconds });
  return { found: fault, fails: seconds >= CLOCK_FAILS_SECONDS };
}

export const factsOf = ({ address, setting, authority = 'NODE_EXTRA_CA_CERTS' }: Asked): Facts => ({
  address,
  setting,
  authority,
});
