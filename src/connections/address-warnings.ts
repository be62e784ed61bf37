import { factsOf, type Asked } from '../platform/http/address-faults.js';
import { found, type Found } from './connection.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const EXPIRES_SOON_DAYS = 30;

/** A warning while the certificate can still be renewed in time. */
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

/** Tokens are valid for five minutes: with this difference they may arrive expired. */
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
