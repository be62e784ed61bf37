/** The path below which Kontor lies on its host, which the server writes into every page; usually none. */
const mount = document.documentElement.dataset.mount ?? '';

/** The address of a page or route of Kontor, from its path as the server's code knows it. */
export const here = (path: string): string => mount + path;
