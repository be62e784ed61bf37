const HERE = 'http://here.invalid';

/** Where to go next, if it is a path of ours; else the start. Nobody can send people elsewhere through us. */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith('/')) return '/';
  const url = URL.parse(wanted, HERE);
  return url?.origin === HERE ? url.pathname + url.search : '/';
}
