import {
  ADDRESS_CAUSES,
  cause,
  factsOf,
  faultOf,
  faultOfAnswer,
  withFacts,
  type AddressCause,
  type AddressFault,
  type Asked,
  type Cause,
} from '../../platform/http/address-faults.js';

/** What can be wrong with a Document Server that answers; `src/connections` lists them among all causes. */
export const DOCUMENT_SERVER_CAUSES = {
  'no-document-server': cause(
    'No Document Server answers at {address} (status 404).',
    'Correct {setting}: host, port and path prefix.',
  ),
  'secret-refused': cause(
    'The Document Server does not accept our signature.',
    'Set EUROOFFICE_JWT_SECRET here to the value of JWT_SECRET (or JWT_SECRET_INBOX) there.',
  ),
  'signature-expired': cause(
    'The Document Server finds our signatures expired: the two clocks differ.',
    'Synchronise the clocks of both machines (NTP).',
  ),
} as const satisfies Record<string, Cause>;

/** By the error numbers of the command service. */
const BY_COMMAND_ERROR: Readonly<Record<number, keyof typeof DOCUMENT_SERVER_CAUSES>> = {
  6: 'secret-refused',
  7: 'signature-expired',
};

export const commandCause = (error: number): keyof typeof DOCUMENT_SERVER_CAUSES | undefined =>
  BY_COMMAND_ERROR[error];

/** It answered, but not as a Document Server does. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';

  constructor(
    readonly status: number,
    readonly isWebPage: boolean,
  ) {
    super(`unexpected answer with status ${status}`);
  }
}

export type DocumentServerFault = AddressFault<AddressCause | keyof typeof DOCUMENT_SERVER_CAUSES>;

/** Everybody who opens a document may read this: it names the setting, in all languages, and not the internal address. */
const SETTING = 'EUROOFFICE_INTERNAL_URL';
const SHOWN: Asked = { address: SETTING, setting: SETTING };

/** What a failed check shows. */
export function faultIn(
  failure: { readonly commandError: number } | { readonly thrown: unknown },
): DocumentServerFault {
  if ('commandError' in failure) {
    const { commandError } = failure;
    const code = commandCause(commandError) ?? 'wrong-answer';
    return { code, facts: { ...factsOf(SHOWN), word: `error ${commandError}` } };
  }
  const { thrown } = failure;
  if (!(thrown instanceof UnexpectedAnswer)) return faultOf(thrown, SHOWN);
  const word = `HTTP ${thrown.status}`;
  return (
    faultOfAnswer(thrown, SHOWN, 'wrong-answer') ?? {
      code: 'wrong-answer',
      facts: { ...factsOf(SHOWN), word },
    }
  );
}

const CAUSES = { ...ADDRESS_CAUSES, ...DOCUMENT_SERVER_CAUSES };

/** In English, for the log. Pages have texts of their own. */
export const explain = ({ code, facts }: DocumentServerFault): string =>
  withFacts(`${CAUSES[code].cause} ${CAUSES[code].fix}`, facts);
