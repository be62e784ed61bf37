import { clientSecretVariableOf, type OpenIdProvider } from '../access/index.js';
import type { Clock } from '../platform/clock/clock.js';
import { factsOf, faultOf, faultOfAnswer, type Asked } from '../platform/http/address-faults.js';
import { askAddress } from '../platform/http/ask-address.http.js';
import { expiryWarning } from './address-warnings.js';
import { fails, found, isOff, works, type Finding, type Found } from './connection.js';

/** As far as tokens may be off: see `identity-provider.http.ts`. */
const MAX_CLOCK_DIFFERENCE_MS = 120_000;

interface Discovery {
  readonly issuer?: unknown;
  readonly jwks_uri?: unknown;
  readonly token_endpoint?: unknown;
  readonly token_endpoint_auth_methods_supported?: readonly string[];
}

/**
 * Whether people can sign in with an identity provider: its description, its name, its clock, its keys, and whether it
 * takes our secret. For the last a code that cannot exist is exchanged: a provider looks at the client first.
 */
export async function findIdentityProvider(
  provider: OpenIdProvider | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<Finding> {
  // Taken out of the file since the start.
  if (provider === undefined) return isOff;
  const { issuer } = provider;
  const setting = 'OIDC_PROVIDERS';
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const asked: Asked = { address: url, setting };
  try {
    const answer = await askAddress(url, { signal });
    const fault = faultOfAnswer(answer, asked, 'no-identity-provider');
    if (fault !== undefined)
      return fails({ ...fault, facts: { ...fault.facts, name: provider.name } });
    const discovery = parsed<Discovery>(answer.text);
    const wrong =
      faultOfName(discovery, asked, issuer) ??
      faultOfClock(answer.clockMs, asked, clock) ??
      (await faultOfKeys(discovery, setting, signal)) ??
      (await faultOfClient(discovery, provider, signal));
    if (wrong !== undefined) return fails(wrong);
    return works(undefined, expiryWarning(answer.certificateEndsMs, clock.nowMs(), asked));
  } catch (error) {
    return fails(faultOf(error, asked));
  }
}

function faultOfName(discovery: Discovery, asked: Asked, issuer: string): Found | undefined {
  if (discovery.issuer === issuer) return undefined;
  if (typeof discovery.issuer !== 'string')
    return found('wrong-answer', { ...factsOf(asked), word: 'no issuer' });
  return found('issuer-differs', { ...factsOf(asked), word: discovery.issuer.slice(0, 200) });
}

function faultOfClock(theirs: number | undefined, asked: Asked, clock: Clock): Found | undefined {
  const differenceMs = theirs === undefined ? 0 : Math.abs(theirs - clock.nowMs());
  if (differenceMs <= MAX_CLOCK_DIFFERENCE_MS) return undefined;
  return found('clock-differs', { ...factsOf(asked), seconds: Math.round(differenceMs / 1000) });
}

async function faultOfKeys(
  { jwks_uri: address }: Discovery,
  setting: string,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const asked = { address: String(address), setting };
  if (typeof address !== 'string' || !URL.canParse(address))
    return found('wrong-answer', { ...factsOf(asked), word: 'no jwks_uri' });
  try {
    const answer = await askAddress(address, { signal });
    const fault = faultOfAnswer(answer, asked, 'wrong-answer');
    if (fault !== undefined) return fault;
    const { keys } = parsed<{ keys?: unknown }>(answer.text);
    return Array.isArray(keys) && keys.length > 0
      ? undefined
      : found('wrong-answer', { ...factsOf(asked), word: 'no keys' });
  } catch (error) {
    return faultOf(error, asked);
  }
}

async function faultOfClient(
  { token_endpoint: address, token_endpoint_auth_methods_supported: methods }: Discovery,
  { name, clientId, clientSecret }: OpenIdProvider,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const asked = { address: String(address), setting: 'OIDC_PROVIDERS' };
  if (typeof address !== 'string' || !URL.canParse(address))
    return found('wrong-answer', { ...factsOf(asked), word: 'no token_endpoint' });
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'kontor-tests-the-client',
    redirect_uri: 'https://kontor.invalid/',
    code_verifier: 'kontor-tests-the-client-0123456789-0123456789',
  });
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  if (methods === undefined || methods.includes('client_secret_basic')) {
    const pair = [clientId, clientSecret.reveal()].map(encodeURIComponent).join(':');
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  } else {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret.reveal());
  }
  try {
    const answer = await askAddress(address, {
      ...{ method: 'POST', headers, body: form.toString(), signal },
    });
    const { error } = parsed<{ error?: unknown }>(answer.text);
    if (error !== 'invalid_client' && error !== 'unauthorized_client') return undefined;
    const secret = clientSecretVariableOf(name);
    return found('provider-client-refused', { ...factsOf(asked), name, word: secret });
  } catch (error) {
    return faultOf(error, asked);
  }
}

/** Empty for anything but an object in JSON. */
function parsed<T extends object>(text: string): Partial<T> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
