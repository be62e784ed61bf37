import { transportFaultOf } from './transport-fault.js';

/** What is wrong, in one sentence, and what to change. `{words}` stand for facts of the case. */
export interface Cause {
  readonly cause: string;
  readonly fix: string;
}

/** Never secrets: facts are shown and logged. */
export type Facts = Readonly<Record<string, string | number>>;

/** Replaces each `{name}` by its fact. */
export const withFacts = (text: string, facts: Facts): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(facts[name] ?? place));

export const cause = (text: string, fix: string): Cause => ({ cause: text, fix });

/** What can go wrong on the way to any system. Facts: `address`, `setting` (what to correct), `authority`, and others. */
export const ADDRESS_CAUSES = {
  'connection-refused': cause(
    'Nothing listens at {address}.',
    'Start the system, or correct {setting}.',
  ),
  'unknown-host': cause(
    'The host name of {address} is not known here.',
    'Correct {setting}, or add the name to the DNS that this server uses.',
  ),
  timeout: cause(
    '{address} does not answer in time.',
    'Check {setting}, the firewall between the two machines, and the load of the system.',
  ),
  unreachable: cause(
    '{address} cannot be reached ({word}).',
    'Check {setting}, the network and the firewall between the two machines.',
  ),
  'connection-reset': cause(
    '{address} closes the connection before it has answered.',
    'Check {setting} (http or https, port), and the log of the system; a proxy may end connections.',
  ),
  'certificate-untrusted': cause(
    'The certificate of {address} is not trusted here.',
    'Name its authority with {authority}, or give the system a certificate of a known one.',
  ),
  'certificate-expired': cause(
    'The certificate of {address} is not valid today.',
    'Renew the certificate of the system; check the clock of this server if it was renewed.',
  ),
  'certificate-wrong-name': cause(
    'The certificate of {address} is for another name.',
    'Use the name of the certificate in {setting}, or issue one for this name.',
  ),
  'certificate-expires': cause(
    'The certificate of {address} expires in {days} days.',
    'Renew it before then.',
  ),
  'not-tls': cause(
    '{address} does not speak TLS.',
    'Correct {setting}: the port, or the scheme without TLS inside your own network.',
  ),
  'not-http': cause(
    'What answers at {address} does not speak HTTP.',
    'Correct {setting}: the port, or https where it is http.',
  ),
  'web-page': cause(
    'A web page answers at {address}, such as a login in front of the system.',
    'Correct {setting}, or let this server pass the login in front of it.',
  ),
  redirected: cause(
    '{address} points to another address, which is not followed.',
    'Put the final address into {setting}.',
  ),
  'server-error': cause(
    '{address}, or a proxy in front of it, answers with status {status}.',
    'Look at the log of the system; it may still be starting.',
  ),
  'wrong-answer': cause(
    '{address} answers, but not as it should ({word}).',
    'Check {setting}, with its path prefix if there is one, and the log of the system.',
  ),
} as const satisfies Record<string, Cause>;

export type AddressCause = keyof typeof ADDRESS_CAUSES;

export interface Asked {
  /** As shown to people: without query or credentials. */
  readonly address: string;
  /** The name of the setting that holds the address. */
  readonly setting: string;
  /** The setting that makes a certificate authority known; NODE_EXTRA_CA_CERTS unless given. */
  readonly authority?: string;
}

export interface SeenAnswer {
  readonly status: number;
  readonly isWebPage: boolean;
}

export interface AddressFault<Code extends string = AddressCause> {
  readonly code: Code;
  readonly facts: Facts;
}

export const factsOf = ({ address, setting, authority = 'NODE_EXTRA_CA_CERTS' }: Asked): Facts => ({
  address,
  setting,
  authority,
});

/** Why no answer came; `wrong-answer` with the error's code where nothing better is known. */
export function faultOf(error: unknown, asked: Asked): AddressFault {
  const { code, name = 'unknown' } = (error ?? {}) as { code?: unknown; name?: string };
  const word = typeof code === 'string' ? code : name;
  return { code: transportFaultOf(error) ?? 'wrong-answer', facts: { ...factsOf(asked), word } };
}

/** Undefined for an answer with status 200 that is no web page. `missing`: what a 404 means there. */
export function faultOfAnswer<Missing extends string>(
  { status, isWebPage }: SeenAnswer,
  asked: Asked,
  missing: Missing,
): AddressFault<AddressCause | Missing> | undefined {
  const facts = { ...factsOf(asked), status, word: `HTTP ${status}` };
  if (status >= 300 && status < 400) return { code: 'redirected', facts };
  if (status >= 500) return { code: 'server-error', facts };
  if (status === 404) return { code: missing, facts };
  if (isWebPage || status === 401 || status === 403) return { code: 'web-page', facts };
  return status === 200 ? undefined : { code: 'wrong-answer', facts };
}
