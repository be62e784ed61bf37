import { setTimeout as delay } from 'node:timers/promises';

/** Waits until that is so. */
export async function becomes(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(100);
}

/** A browser without pages: keeps cookies by host and path-free, follows redirects one by one, sends forms. */
export class ProviderBrowser {
  readonly #jars = new Map<string, Map<string, string>>();
  /** The addresses it was redirected to, oldest first. */
  readonly visited: string[] = [];

  constructor(private readonly language = 'en') {}

  /** Cookies are per host and port here: Kontor and the provider are both on loopback. */
  cookiesOf(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    return jar;
  }

  /** One request, as a person who navigates. */
  async ask(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const jar = this.cookiesOf(url);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'accept-language': this.language,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && { origin: new URL(url).origin }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const isOver = attributes.some((each) =>
        /^\s*(?:max-age=0|expires=thu, 01 jan 1970.*)$/i.test(each),
      );
      if (value === '' || isOver) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until something else comes, or until the address fits. */
  async go(url: string, until?: (url: URL) => boolean): Promise<{ url: string; page: Response }> {
    let at = url;
    let page = await this.ask(at);
    while (page.status >= 300 && page.status < 400) {
      at = new URL(page.headers.get('location')!, at).href;
      this.visited.push(at);
      if (until?.(new URL(at)) === true) return { url: at, page };
      page = await this.ask(at);
    }
    return { url: at, page };
  }

  /**
   * Signs in at the provider from where a link or redirect leads to, and comes back. `until` stops before an address is
   * opened, such as the callback.
   */
  async signIn(
    start: string,
    username: string,
    until?: (url: URL) => boolean,
  ): Promise<{ url: string; page: Response }> {
    const asked = await this.go(start, until);
    if (!new URL(asked.url).pathname.startsWith('/interaction/')) return asked;
    const html = await asked.page.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    if (action === undefined) throw new Error(`no form of sign-in: ${html.slice(0, 200)}`);
    const target = new URL(action, asked.url).href;
    const answer = await this.ask(target, { prompt: 'login', login: username, password: 'any' });
    return this.go(new URL(answer.headers.get('location')!, target).href, until);
  }
}
