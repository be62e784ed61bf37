/** Why scripts of the Document Server can reach people's sessions and keys. */
export type SharedOrigin = 'no-editor-address' | 'document-server-on-our-host';

/** For administrators: what it means, and what to do. */
export const explainSharedOrigin = (shared: SharedOrigin): { cause: string; fix: string } => ({
  cause: {
    'no-editor-address':
      'The editor has no host name of its own: scripts of the Document Server can act as whoever edits, and read the keys of private documents.',
    'document-server-on-our-host':
      'The Document Server has the host name of this server: it is sent the sessions of whoever edits, and its scripts can read the keys of private documents.',
  }[shared],
  fix: {
    'no-editor-address':
      'Let a second host name lead to this server and set KONTOR_EDITOR_URL to it.',
    'document-server-on-our-host':
      'Give the Document Server a host name of its own and set EUROOFFICE_URL to it.',
  }[shared],
});

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Cookies belong to a host name, whatever the port: browsers send people's session cookies to a Document Server on
 * another port of our host, too. On loopback, where everything has one name, only the origin counts.
 */
export function sharedOriginOf(
  kontor: URL,
  editorUrl: string | undefined,
  documentServer: URL,
): SharedOrigin | undefined {
  if (editorUrl === undefined) return 'no-editor-address';
  const sharesHost = documentServer.hostname === kontor.hostname && !LOOPBACK.test(kontor.hostname);
  if (sharesHost || documentServer.origin === kontor.origin) return 'document-server-on-our-host';
  return undefined;
}

/** Warns at the start, unless the administrator accepted it. */
export class SharedOriginWarning {
  constructor(
    private readonly settings: {
      readonly sharedOrigin: SharedOrigin | undefined;
      readonly acceptsSharedOrigin: boolean;
    },
    private readonly warn: (fields: { sharedOrigin: SharedOrigin; msg: string }) => void,
  ) {}

  onApplicationBootstrap(): void {
    const { sharedOrigin, acceptsSharedOrigin } = this.settings;
    if (sharedOrigin === undefined || acceptsSharedOrigin) return;
    const { cause, fix } = explainSharedOrigin(sharedOrigin);
    const more = 'Until then private documents do not open in the editor (docs/security.md).';
    this.warn({ sharedOrigin, msg: `${cause} ${fix} ${more}` });
  }
}
