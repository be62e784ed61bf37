import {
  ADDRESS_CAUSES,
  cause,
  factsOf,
  faultOf,
  faultOfAnswer,
  withFacts,
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

const CAUSES: Readonly<Record<string, Cause>> = { ...ADDRESS_CAUSES, ...DOCUMENT_SERVER_CAUSES };

/** Everybody who opens a document may read this text: it names the setting, not the internal address. */
const SHOWN: Asked = { address: 'the Document Server', setting: 'EUROOFFICE_INTERNAL_URL' };

/** Explains a failed check to the person who can fix it. */
export function explain(
  failure: { readonly commandError: number } | { readonly thrown: unknown },
): Cause {
  const { code, facts } = faultIn(failure);
  const texts = CAUSES[code] ?? ADDRESS_CAUSES['wrong-answer'];
  return { cause: capitalised(withFacts(texts.cause, facts)), fix: withFacts(texts.fix, facts) };
}

function faultIn(
  failure: { readonly commandError: number } | { readonly thrown: unknown },
): AddressFault<string> {
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

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
