const HERE = 'http://here.invalid';

/** Where to go next, if it is a path of ours; else the start. Nobody can send people elsewhere through us. */
export function localPath(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith('/')) return '/';
  const url = URL.parse(wanted, HERE);
  // `/.//elsewhere` is on this server as an address and on another one as a path.
  const isHere = url?.origin === HERE && !url.pathname.startsWith('//');
  return isHere ? url.pathname + url.search : '/';
}
