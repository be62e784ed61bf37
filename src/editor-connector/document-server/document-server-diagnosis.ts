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

export interface Diagnosis {
  readonly cause: string;
  readonly fix: string;
}

const BY_COMMAND_ERROR: Record<number, Diagnosis> = {
  6: {
    cause: 'The Document Server does not accept our signature.',
    fix: 'Set EUROOFFICE_JWT_SECRET here to the value of JWT_SECRET (or JWT_SECRET_INBOX) there.',
  },
  7: {
    cause: 'The Document Server finds our tokens expired: the two clocks differ.',
    fix: 'Synchronise the clocks of both machines (NTP).',
  },
};

const BY_CODE: Record<string, Diagnosis> = {
  ECONNREFUSED: {
    cause: 'Nothing listens at the address of the Document Server.',
    fix: 'Start it, or correct EUROOFFICE_INTERNAL_URL.',
  },
  ENOTFOUND: {
    cause: "The Document Server's host name is not known here.",
    fix: 'Correct EUROOFFICE_INTERNAL_URL, or add the name to the DNS this server uses.',
  },
  UND_ERR_CONNECT_TIMEOUT: {
    cause: 'The Document Server cannot be reached: no connection came about.',
    fix: 'Check EUROOFFICE_INTERNAL_URL and the firewall between the two machines.',
  },
};

const TLS: Diagnosis = {
  cause: "The Document Server's certificate is not trusted here.",
  fix: 'Add its authority with NODE_EXTRA_CA_CERTS, or use an http address inside your network as EUROOFFICE_INTERNAL_URL.',
};

const SLOW: Diagnosis = {
  cause: 'The Document Server takes too long to answer.',
  fix: 'Look at its load and its log; it may still be starting.',
};

const WEB_PAGE: Diagnosis = {
  cause: 'A web page answers instead of the Document Server, for example a login in front of it.',
  fix: 'Let this server reach it directly with EUROOFFICE_INTERNAL_URL.',
};

const OTHER: Diagnosis = {
  cause: 'The Document Server does not answer as one should.',
  fix: 'Check EUROOFFICE_INTERNAL_URL (with its path prefix, if any) and the log of the Document Server.',
};

/** Puts a failed probe into words for the person who can mend it. */
export function diagnose(
  failure: { readonly commandError: number } | { readonly thrown: unknown },
): Diagnosis {
  if ('commandError' in failure) return BY_COMMAND_ERROR[failure.commandError] ?? OTHER;
  const { thrown } = failure;
  if (thrown instanceof UnexpectedAnswer) return byAnswer(thrown);
  const { code = '', name } = thrown as { code?: string; name?: string };
  if (/CERT|TLS|SSL/.test(code)) return TLS;
  if (name === 'TimeoutError' || /TIMEOUT/.test(code)) return BY_CODE[code] ?? SLOW;
  return BY_CODE[code] ?? OTHER;
}

const byAnswer = ({ status, isWebPage }: UnexpectedAnswer): Diagnosis => {
  if (isWebPage || (status >= 300 && status < 400) || status === 401) return WEB_PAGE;
  if (status < 500) return OTHER;
  return {
    cause: `The Document Server, or the proxy in front of it, answers with status ${status}.`,
    fix: 'Look at the log of the Document Server; it may still be starting.',
  };
};
