import { AppError } from '../platform/errors/app-error.js';
import { type Sentence, sentence } from '../platform/errors/sentence.js';

const NOT_CONFIGURED = sentence`This server is not connected to a template backend (ONEOFFIXX_HOSTNAME is not set).`;

/** The template list was requested without a template backend. */
export const featureOff = () => new AppError('oneoffixx/off', 'not-found', NOT_CONFIGURED);

/** A page or route that exists only with a template backend. */
export const routesOff = () => new AppError('template-wizard/off', 'not-found', NOT_CONFIGURED);

/** The three steps of reading the credentials, each with its own code. The file's content is never shown. */
export const credentialsNotFound = (file: string) =>
  credentials(
    'oneoffixx/credentials-not-found',
    sentence`There is no file ${file} that this server can read; put the credentials of the template backend there (ONEOFFIXX_CREDENTIALS_FILE).`,
    file,
  );

export const credentialsUnreadable = (file: string) =>
  credentials(
    'oneoffixx/credentials-unreadable',
    sentence`The credentials file ${file} is not a JSON object; if it was just being written, try again, otherwise correct it.`,
    file,
    { retryable: true },
  );

export const credentialsIncomplete = (file: string, missing: readonly string[]) =>
  credentials(
    'oneoffixx/credentials-incomplete',
    sentence`The credentials file ${file} lacks ${missing.join(', ')}; each must be a text that is not empty.`,
    file,
    { missing },
  );

/** `unavailable`, because correcting the file fixes it while the service runs. */
const credentials = (code: string, message: Sentence, file: string, data = {}) =>
  new AppError(code, 'unavailable', message, {
    data: { retryable: false, ...data, file },
    publicMessage:
      'Templates are not available: their connection is not set up correctly. Please tell your administrator.',
  });

export const noSid = (accountId: string) =>
  new AppError(
    'oneoffixx/no-sid',
    'unprocessable',
    'The directory knows no SID of yours, so the template backend cannot tell who asks; people without a directory entry cannot use templates (or set ONEOFFIXX_FAKE_SID to debug).',
    { data: { accountId, retryable: false } },
  );

export const sidLookupFailed = (accountId: string, cause: unknown) =>
  new AppError(
    'oneoffixx/sid-lookup-failed',
    'unavailable',
    'Your SID could not be looked up; try again, and if it stays so, look at the directory.',
    { data: { accountId, retryable: true }, cause },
  );

/** The request to the backend that failed. */
export type BackendStep = 'grant' | 'library' | 'organization' | 'groups' | 'favorites';

export type BackendFailure =
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'unknown-host'
  | 'unreachable'
  | 'tls'
  | 'redirected'
  | 'html'
  | 'not-json'
  | 'wrong-shape'
  | 'too-large'
  | 'not-found'
  | 'no-library'
  | 'no-organization'
  | 'grant-refused'
  | 'grant-not-accepted'
  | 'client-error'
  | 'server-error'
  | 'busy';

/** Every failure of the backend. Has no `cause`: such errors quote responses, which may hold tokens. */
export const backendFailed = (
  step: BackendStep,
  failure: BackendFailure,
  data: Readonly<Record<string, unknown>> = {},
  retryAfterSeconds?: number,
) => {
  const { code, message, retryable } = FAILURES[failure];
  const detail = typeof data.status === 'number' ? ` (HTTP ${data.status})` : '';
  return new AppError(
    code,
    'bad-gateway',
    sentence`${STEPS[step]}: ${message}${detail}. ${retryable ? sentence`Trying again may help.` : sentence`Trying again will not help.`}`,
    {
      data: { ...data, step, failure, retryable },
      // Where it would not help, nobody is told to come again.
      ...(retryable && retryAfterSeconds !== undefined && { retryAfterSeconds }),
    },
  );
};

export const GRANT_REFUSED = 'oneoffixx/grant-refused';

/** The only failure after which a request is repeated, with a new grant. */
export const GRANT_NOT_ACCEPTED = 'oneoffixx/grant-not-accepted';

const STEPS: Record<BackendStep, Sentence> = {
  grant: sentence`The template backend gave no access`,
  library: sentence`The template library could not be read`,
  organization: sentence`The organisation of the template library could not be read`,
  groups: sentence`The template groups could not be read`,
  favorites: sentence`The favourite templates could not be read`,
};

const FAILURES = {
  refused: {
    code: 'oneoffixx/backend-refused-connection',
    message: sentence`nothing listens at its address (ONEOFFIXX_HOSTNAME), or it is being restarted`,
    retryable: true,
  },
  reset: {
    code: 'oneoffixx/backend-reset',
    message: sentence`it closed the connection before it had answered`,
    retryable: true,
  },
  timeout: {
    code: 'oneoffixx/backend-timeout',
    message: sentence`it did not answer in time`,
    retryable: true,
  },
  'unknown-host': {
    code: 'oneoffixx/backend-unknown-host',
    message: sentence`its name is not known (ONEOFFIXX_HOSTNAME)`,
    retryable: false,
  },
  unreachable: {
    code: 'oneoffixx/backend-unreachable',
    message: sentence`it could not be reached`,
    retryable: true,
  },
  tls: {
    code: 'oneoffixx/backend-tls',
    message: sentence`its certificate is not trusted or it does not speak TLS; make its authority known with NODE_EXTRA_CA_CERTS, and check ONEOFFIXX_PROTOCOL`,
    retryable: false,
  },
  redirected: {
    code: 'oneoffixx/backend-redirects',
    message: sentence`it points to another address, which is not followed; check ONEOFFIXX_HOSTNAME and the paths`,
    retryable: false,
  },
  html: {
    code: 'oneoffixx/backend-html',
    message: sentence`a web page came back, probably from a proxy or a login; check the address and its paths`,
    retryable: false,
  },
  'not-json': {
    code: 'oneoffixx/backend-not-json',
    message: sentence`the answer is not JSON; check the address and its paths`,
    retryable: false,
  },
  'wrong-shape': {
    code: 'oneoffixx/backend-wrong-shape',
    message: sentence`the answer has another form than expected; check the paths and ONEOFFIXX_API`,
    retryable: false,
  },
  'too-large': {
    code: 'oneoffixx/backend-too-large',
    message: sentence`the answer is larger than this server takes`,
    retryable: false,
  },
  'no-library': {
    code: 'oneoffixx/no-library',
    message: sentence`the person has no template library there, or none is the primary one`,
    retryable: false,
  },
  'not-found': {
    code: 'oneoffixx/backend-not-found',
    message: sentence`nothing is offered under this path; check ONEOFFIXX_PATH_PREFIX, ONEOFFIXX_AUTH_PATH and ONEOFFIXX_WEBSERVICE_PATH`,
    retryable: false,
  },
  'no-organization': {
    code: 'oneoffixx/no-organization',
    message: sentence`the person belongs to no organisation there`,
    retryable: false,
  },
  'grant-refused': {
    code: GRANT_REFUSED,
    message: sentence`it refused the credentials or the person; check the credentials file, the SID, ONEOFFIXX_DOUBLE_ENCODE_BUG and the clocks of both servers`,
    retryable: false,
  },
  'grant-not-accepted': {
    code: GRANT_NOT_ACCEPTED,
    message: sentence`it does not accept the access it gave, not even when renewed`,
    retryable: true,
  },
  'client-error': {
    code: 'oneoffixx/backend-client-error',
    message: sentence`it refused the request`,
    retryable: false,
  },
  'server-error': {
    code: 'oneoffixx/backend-server-error',
    message: sentence`it reported a failure of its own`,
    retryable: true,
  },
  busy: {
    code: 'oneoffixx/backend-busy',
    message: sentence`it takes no more requests at the moment`,
    retryable: true,
  },
} as const satisfies Record<
  BackendFailure,
  { readonly code: string; readonly message: Sentence; readonly retryable: boolean }
>;

export const unknownTemplate = (templateId: string) =>
  new AppError(
    'oneoffixx/unknown-template',
    'invalid',
    'template_id: there is no such template for you, or none that can be used here.',
    { data: { templateId } },
  );
