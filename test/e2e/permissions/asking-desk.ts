import { setTimeout as delay } from 'node:timers/promises';
import { ManageAccounts } from '../../../src/access/index.js';
import { SourceCapabilities } from '../../../src/conversion/source-capabilities.js';
import { DocumentServerSimulator } from '../../../playground/index.js';
import { startKontor, type RunningKontor } from '../../start-kontor.js';
import { ZeroKnowledgePerson } from '../../zero-knowledge-person.js';
import { ROLES, SWITCHES, type Caller, type Role, type Switch } from './table.js';

/** JSON as it came over the wire. */
export type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
/** In every document: nobody who may not download ever finds it in an answer. */
export const CANARY = 'canary-of-the-matrix-51b0';
export const TEXT = `Dear all,\n${CANARY}\n`;
const OWNER = 'alice';
/** Accounts besides the playground's. Roles are accounts of their own; switches are documents of their own. */
const ACCOUNTS = [...ROLES, 'stranger', 'former', 'gone', 'ended', 'member', 'left'] as const;

/** A document of the owner, shared with everybody who has a role. */
export interface Shared {
  readonly id: string;
  /** Of the owner. */
  readonly session: Wire;
}

/** One running Kontor with everybody who may ask, and what they may ask for. */
export class AskingDesk {
  readonly #tokens = new Map<string, string>();
  readonly #shared = new Map<Switch | undefined, Shared>();
  shadowId = '';
  /** With `member` in it, and `left` not any more. */
  groupId = '';
  sealingId = '';
  notificationId = '';
  lentUrl = '';
  conversionUrl = '';
  changesUrl = '';

  private constructor(
    readonly kontor: RunningKontor,
    readonly server: DocumentServerSimulator,
    readonly owner: ZeroKnowledgePerson,
  ) {}

  static async start(more: Readonly<Record<string, string>> = {}): Promise<AskingDesk> {
    const server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    const settings = {
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: SECRET,
      ONEOFFIXX_FAKE_SID: 'S-1-5-21-1004336348-1177238915-682003330-1101',
      KONTOR_REQUESTS_PER_MINUTE: '0',
      // Each caller is told the address of another one of the owner's.
      KONTOR_UPLOADS_PER_PERSON: '10000',
      ...more,
    };
    const kontor = await startKontor(settings).catch(async (error: unknown) => {
      await server.dispose();
      throw error;
    });
    const owner = await ZeroKnowledgePerson.register(kontor, OWNER);
    const desk = new AskingDesk(kontor, server, owner);
    await desk.#prepare();
    return desk;
  }

  async stop(): Promise<void> {
    await this.kontor.stop();
    await this.server.dispose();
  }

  /** Everybody who asks. */
  static callers(): readonly Caller[] {
    const person = { kind: 'person' } as const;
    const unknown = { kind: 'unknown' } as const;
    const variants = ROLES.flatMap((role) =>
      SWITCHES.map((off) => ({ ...person, name: `${role} without ${off}`, role, off })),
    );
    return [
      { ...unknown, name: 'nobody' },
      { ...unknown, name: 'disabled account' },
      { ...unknown, name: 'signed-out token' },
      { ...unknown, name: 'cookie as bearer token' },
      { ...unknown, name: 'editor token' },
      { kind: 'document-server', name: 'Document Server' },
      ...['checkout', 'view', 'oneoffixx'].map((action) => ({
        ...{ kind: 'desktop' as const, name: `desktop token for ${action}`, action },
      })),
      { ...person, name: 'stranger' },
      { ...person, name: 'former member' },
      { ...person, name: 'member of a shared group', role: 'editor', isMember: true },
      { ...person, name: 'former member of a shared group' },
      { ...person, name: 'administrator', isAdmin: true },
      ...ROLES.map((role) => ({ ...person, name: role, role })),
      { ...person, name: 'owner', role: 'owner' },
      ...variants.map((variant) => ({ ...variant, isVariant: true })),
    ];
  }

  /** The standing document that the caller asks about. */
  documentOf({ off, action }: Caller): Shared {
    const shared = this.#shared.get(off)!;
    return action === 'oneoffixx' ? { ...shared, id: this.shadowId } : shared;
  }

  /** One that nobody else asks about, shared with the caller as the standing one is. */
  async freshFor(caller: Caller): Promise<string> {
    if (caller.action === 'oneoffixx') return this.shadowId;
    const id = await this.upload('Fresh.txt');
    const { role, off, isMember } = caller;
    if (isMember === true) await this.#shareWithGroup(id);
    else if (role !== undefined && role !== 'owner') await this.#share(id, role, off);
    return id;
  }

  /** What the request has in `Authorization`; undefined for none. */
  async tokenOf(caller: Caller, documentId: string, url: string): Promise<string | undefined> {
    if (caller.kind === 'document-server') {
      const now = Math.floor(Date.now() / 1000);
      return this.server.sign({ payload: { url }, iat: now, exp: now + 300 });
    }
    if (caller.kind === 'desktop') return this.#desktopToken(caller.action ?? '', documentId);
    if (caller.name === 'nobody') return undefined;
    if (caller.name === 'editor token') return this.documentOf(caller).session.config.token;
    return this.#tokens.get(accountOf(caller));
  }

  /** A sign-in of the owner: a new one if it is to be ended. */
  async sessionFor({ isAllowed }: { readonly isAllowed: boolean }): Promise<string> {
    if (isAllowed) await this.#signIn(OWNER);
    const { sessions }: Wire = await (await this.owner.fetch('/api/me/sessions')).json();
    return sessions.find((one: Wire) => one.is_current !== isAllowed).id;
  }

  /** For requests that end the sign-in they are made with. */
  async signInAgain(caller: Caller): Promise<void> {
    const account = accountOf(caller);
    this.#tokens.set(account, await this.#signIn(account));
  }

  json(caller: Caller, method: string, path: string, body?: object): Promise<Response> {
    return fetch(new URL(path, this.kontor.url), {
      method,
      headers: {
        authorization: `Bearer ${this.#tokens.get(accountOf(caller))}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async upload(title: string): Promise<string> {
    const path = `/api/documents?title=${title}`;
    const response = await this.owner.fetch(path, { method: 'POST', body: TEXT });
    return ((await response.json()) as { id: string }).id;
  }

  async #prepare(): Promise<void> {
    const accounts = this.kontor.app.get(ManageAccounts, { strict: false });
    for (const username of ACCOUNTS)
      await accounts.add({ username, displayName: username, password: passwordOf(username) });
    for (const username of [...ACCOUNTS, OWNER, 'admin'])
      this.#tokens.set(username, await this.#signIn(username));
    this.#tokens.set('cookie', await this.#cookieOf(OWNER));
    await fetch(`${this.kontor.url}/api/auth/sign-out`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#tokens.get('ended')}` },
    });
    await this.#prepareGroup();
    for (const off of [undefined, ...SWITCHES])
      this.#shared.set(off, await this.#sharedWithout(off));
    await accounts.setDisabled('gone', true);
    await this.#prepareThings();
  }

  async #prepareGroup(): Promise<void> {
    const admin: Caller = { name: 'administrator', kind: 'person', isAdmin: true };
    const group: Wire = await (
      await this.json(admin, 'POST', '/api/groups', { name: 'Shared' })
    ).json();
    this.groupId = group.id;
    const members = `/api/groups/${this.groupId}/members`;
    for (const who of ['member', 'left']) await this.json(admin, 'PUT', `${members}/${who}`);
    await this.json(admin, 'DELETE', `${members}/left`);
  }

  async #prepareThings(): Promise<void> {
    const { id, session } = this.#shared.get(undefined)!;
    const template = await this.#aTemplate();
    const made = { title: 'Invitation', template_id: template };
    const created: Wire = await (
      await this.owner.send('POST', '/api/oneoffixx/documents', made)
    ).json();
    this.shadowId = created.document.id;
    const identity: Wire = await (await this.owner.fetch('/api/me/identity')).json();
    this.sealingId = identity.sealings[0].id;
    this.notificationId = await this.#mention(id);
    const lend = { document_id: id, picked_id: id, c: 'compare' };
    const lent: Wire = await (await this.owner.send('POST', '/api/eurooffice/lend', lend)).json();
    this.lentUrl = lent.url;
    const document: Wire = await (await this.owner.fetch(`/api/documents/${id}`)).json();
    const sources = this.kontor.app.get(SourceCapabilities, { strict: false });
    const source = { groupId: document.version_group_id, versionNumber: 1 };
    this.conversionUrl = this.kontor.url + sources.issue('f'.repeat(32), source);
    this.changesUrl = await this.#typeAndSave();
    if (session.session_id === undefined) throw new Error('the owner has no session');
  }

  /** Where the Document Server fetches what the owner typed. */
  async #typeAndSave(): Promise<string> {
    const id = await this.upload('Typed.txt');
    const open = async (): Promise<Wire> =>
      (await this.owner.send('POST', '/api/eurooffice/session', { file_id: id })).json();
    const { config } = await open();
    const editor = await this.server.connect(config);
    await editor.type(' more');
    await editor.close();
    await this.server.nextCallback({ status: 2, key: config.document.key });
    const { session_id: session } = await open();
    const path = `/api/eurooffice/history/${id}/2?session_id=${session}`;
    const { changesUrl }: Wire = await (await this.owner.fetch(path)).json();
    return changesUrl;
  }

  /** Tells the owner something. */
  async #mention(id: string): Promise<string> {
    const mention = { usernames: [OWNER], text: 'Look' };
    const editor: Caller = { name: 'editor', kind: 'person', role: 'editor' };
    await this.json(editor, 'POST', `/api/eurooffice/mentions/${id}`, mention);
    const told: Wire = await (await this.owner.fetch('/api/notifications')).json();
    return told.notifications[0].id;
  }

  /** The list of the simulator, which is asked for in the background at first. */
  async #aTemplate(): Promise<string> {
    for (;;) {
      const response = await this.owner.fetch('/api/oneoffixx/templates');
      if (response.ok) {
        const { templates }: Wire = await response.json();
        return templates[0].template_id;
      }
      await delay(20);
    }
  }

  async #sharedWithout(off: Switch | undefined): Promise<Shared> {
    const id = await this.upload('Standing.txt');
    for (const role of ROLES) await this.#share(id, role, off);
    const path = `/api/documents/${id}/shares/former`;
    await this.owner.send('PUT', path, { role: 'editor' });
    await this.owner.fetch(path, { method: 'DELETE' });
    await this.owner.send('PUT', `/api/documents/${id}/shares/gone`, { role: 'editor' });
    await this.#shareWithGroup(id);
    const opened = await this.owner.send('POST', '/api/eurooffice/session', { file_id: id });
    return { id, session: await opened.json() };
  }

  async #shareWithGroup(id: string): Promise<void> {
    const path = `/api/documents/${id}/shares/groups/${this.groupId}`;
    const response = await this.owner.send('PUT', path, { role: 'editor' });
    if (response.status !== 200) throw new Error(`not shared: ${await response.text()}`);
  }

  async #share(id: string, role: Role, off: Switch | undefined): Promise<void> {
    const rights = { role, ...(off !== undefined && { [off]: false }) };
    const response = await this.owner.send('PUT', `/api/documents/${id}/shares/${role}`, rights);
    if (response.status !== 200) throw new Error(`not shared: ${await response.text()}`);
  }

  /** A document that a template began has a token of its own kind only, and others have not that one. */
  async #desktopToken(action: string, wantedId: string): Promise<string> {
    const isOther = (action === 'oneoffixx') !== (wantedId === this.shadowId);
    const otherId = action === 'oneoffixx' ? this.shadowId : this.#shared.get(undefined)!.id;
    const documentId = isOther ? otherId : wantedId;
    const path = `/documents/${documentId}/officeconnector_${action}_url`;
    let response = await this.owner.fetch(path);
    // A row before this one signed the owner out everywhere.
    if (response.status === 401) {
      this.kontor.signInAgain(OWNER);
      response = await this.owner.fetch(path);
    }
    return ((await response.json()) as { url: string }).url.slice('oc:'.length);
  }

  async #signIn(username: string): Promise<string> {
    const response = await fetch(`${this.kontor.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: passwordOf(username) }),
    });
    const { access_token: token }: Wire = await response.json();
    return token;
  }

  async #cookieOf(username: string): Promise<string> {
    const response = await fetch(`${this.kontor.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ username, password: passwordOf(username) }),
    });
    return /=([^;]+)/.exec(response.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
  }
}

/** The playground's people have their name. */
export const passwordOf = (username: string): string =>
  [OWNER, 'admin'].includes(username) ? username : `the pass phrase of ${username}`;

export function accountOf({ name, role, isAdmin, isMember }: Caller): string {
  if (isMember === true) return 'member';
  if (role !== undefined) return role === 'owner' ? OWNER : role;
  if (isAdmin === true) return 'admin';
  const others: Readonly<Record<string, string>> = {
    'disabled account': 'gone',
    'signed-out token': 'ended',
    'cookie as bearer token': 'cookie',
    'former member': 'former',
    'former member of a shared group': 'left',
  };
  return others[name] ?? name;
}
