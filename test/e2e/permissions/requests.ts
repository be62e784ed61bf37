import { generateIdentity, identityToRecipient } from 'age-encryption';
import { accountOf, passwordOf, type AskingDesk, TEXT } from './asking-desk.js';
import {
  account,
  client,
  group,
  newClient,
  newGroup,
  newWebhook,
  ofNobody,
  webhook,
  type Asked,
} from './made-for-request.js';
import { administrationPages } from './administration-requests.js';
import { fresh, plain, type Recipe } from './recipe.js';
import { etagOf, PIECE, resumableUploads, TUS } from './upload-requests.js';
import type { Caller, Row } from './table.js';

const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };
const sealed = async ({ desk }: Asked): Promise<string> =>
  (
    (await (await desk.owner.fetch('/api/me/identity')).json()) as {
      sealings: { sealed: string }[];
    }
  ).sealings[0]!.sealed;

/** What the desktop does before: the caller has it checked out. */
async function checkedOut({ desk, caller, id, isAllowed }: Asked): Promise<void> {
  if (!isAllowed) return;
  const by: Caller = caller.kind === 'desktop' ? { ...caller, role: 'owner' } : caller;
  // Who may edit and not download comes here with a check-out from before the switch was off.
  if (by.off === 'download') await shareAgain({ desk, id, role: by.role! }, true);
  const out = await desk.json(by, 'POST', `/documents/${id}/@checkout`);
  if (out.status !== 204) throw new Error(`not checked out: ${await out.text()}`);
  if (by.off === 'download') await shareAgain({ desk, id, role: by.role! }, false);
}

const shareAgain = (
  { desk, id, role }: { desk: AskingDesk; id: string; role: string },
  download: boolean,
): Promise<Response> =>
  desk.owner.send('PUT', `/api/documents/${id}/shares/${role}`, { role, download });

async function uploading(asked: Asked): Promise<string> {
  const { desk, caller, id, isAllowed } = asked;
  if (!isAllowed) return `/documents/${id}/@tus-upload/${'A'.repeat(43)}`;
  await checkedOut(asked);
  const by: Caller = caller.kind === 'desktop' ? { ...caller, role: 'owner' } : caller;
  const token = await desk.tokenOf({ ...by, kind: 'person' }, id, '');
  const begun = await fetch(`${desk.kontor.url}/documents/${id}/@tus-replace`, {
    method: 'POST',
    headers: { ...TUS, authorization: `Bearer ${token}`, 'upload-length': String(TEXT.length) },
  });
  return new URL(begun.headers.get('location') ?? '').pathname;
}

async function sharedWithBob({ desk, id, isAllowed }: Asked): Promise<void> {
  const path = `/api/documents/${id}/shares/bob`;
  if (isAllowed) await desk.owner.send('PUT', path, { role: 'viewer' });
}

const newTemplateTitle = async ({
  desk,
}: Asked): Promise<{ title: string; template_id: string }> => {
  const list = (await (await desk.owner.fetch('/api/oneoffixx/templates')).json()) as {
    templates: { template_id: string }[];
  };
  return { title: 'Letter', template_id: list.templates[0]!.template_id };
};

const recipes: Readonly<Record<string, Recipe>> = {
  'GET /*': plain({ path: '/no-such-page' }),
  'POST /documents': {
    request: () => {
      const form = new FormData();
      form.set('file', new File([TEXT], 'Sent.txt'));
      return { body: form as never };
    },
  },
  'POST /documents/new': plain({ form: { kind: 'text' } }),
  'POST /documents/new-files': plain({ form: { family: 'odf' } }),
  'POST /language': plain({ form: { locale: 'fr', back: '/' } }),
  // Of others it removes nothing; that the owner's is still there, its own row shows.
  'POST /notifications/:id/remove': {
    request: ({ desk, caller }) => ({
      path: `/notifications/${caller.role === 'owner' ? 'none' : desk.notificationId}/remove`,
    }),
  },
  'POST /wizard': { request: async (asked) => ({ form: await newTemplateTitle(asked) }) },
  'POST /status/providers/:name': plain({ form: { to: 'undrain' } }),
  'POST /documents/:id/versions/:number/noted': plain({ form: { from: 'document' } }),
  'GET /documents/:id/export': plain({ query: { as: 'pdf' } }),
  'POST /documents/:id/export': plain({ form: { as: 'pdf', password: 'none' } }),
  'POST /documents/:id/title': fresh({ form: { title: 'Renamed.txt' } }),
  'POST /documents/:id/content': fresh(async (asked) => ({
    ...{ body: 'other', query: { etag: await etagOf(asked) } },
  })),
  'POST /documents/:id/give/to': plain({ form: { to: 'bob' } }),
  // Nobody has this id: what is refused to others is not given away by the way.
  'POST /documents/:id/give': plain({ form: { person: 'none' } }),
  'GET /documents/:id/convert': plain({ query: { to: 'docx' } }),
  'POST /documents/:id/convert': fresh({ form: { to: 'docx' } }),
  'POST /documents/:id/versions/:number/restore': fresh(),
  'POST /documents/:id/unsaved-changes/give-up': fresh(),
  'POST /documents/:id/shares': fresh({ form: { username: 'bob', role: 'viewer' } }),
  'POST /documents/:id/shares/remove': fresh(async (asked) => {
    await sharedWithBob(asked);
    return { form: { username: 'bob' } };
  }),
  'POST /documents/:id/private': fresh({ form: {} }),
  'POST /documents/:id/delete': fresh(),
  'POST /documents/:id/take-back': fresh(async ({ desk, id, isAllowed }) => {
    if (isAllowed) await desk.owner.fetch(`/api/documents/${id}`, { method: 'DELETE' });
    return {};
  }),

  'POST /api/auth/token': plain({ json: { username: 'alice', password: 'alice' } }),
  // What a right address answers: person-pictures.spec.ts.
  'GET /api/eurooffice/pictures/:person_id': plain({ query: { cap: 'x' } }),
  'GET /api/people/:id/picture': plain({ query: { or: 'blank' } }),
  'PATCH /api/me': plain({ json: { locale: 'de' } }),
  'PUT /api/me/new-files': plain({ json: { family: 'ooxml' } }),
  'POST /login/second-step': plain({ form: { code: '000000' }, headers: OWN_PAGE }),
  'POST /login/passkey/options': plain({ headers: OWN_PAGE }),
  'POST /login/passkey': plain({ form: { credential: '{}' }, headers: OWN_PAGE }),
  'POST /reset-password/:secret': plain({
    form: { fresh: 'four random words', repeat: 'four random words' },
    headers: OWN_PAGE,
  }),
  'POST /account/by-mail': plain({ form: { to: 'on' } }),
  'POST /account/confirm': {
    request: ({ caller }) => ({ form: { password: passwordOf(accountOf(caller)) } }),
  },
  'POST /account/password': plain({ form: { old: 'x', fresh: 'one', repeat: 'other' } }),
  'POST /account/second-factor/totp/confirm': plain({ form: { code: '000000' } }),
  'POST /account/second-factor/passkeys': plain({ form: { label: 'Mine', credential: '{}' } }),
  'POST /api/me/second-factor/totp/confirm': plain({ json: { code: '000000' } }),
  'POST /api/me/second-factor/passkeys': plain({ json: { label: 'Mine', credential: {} } }),
  'POST /api/auth/confirm': {
    request: ({ caller }) => ({ json: { password: passwordOf(accountOf(caller)) } }),
  },
  'POST /api/me/password': plain({ json: { old_password: 'x', new_password: 'short' } }),
  'DELETE /api/admin/accounts/:account_id/second-factor': { request: ofNobody('/second-factor') },
  'POST /api/admin/accounts/:account_id/password-reset': { request: ofNobody('/password-reset') },
  'PUT /api/me/identity': {
    request: async (asked) => ({
      json: {
        recipient: await identityToRecipient(await generateIdentity()),
        sealings: [{ kind: 'passphrase', label: 'First', sealed: await sealed(asked) }],
      },
    }),
  },
  'PATCH /api/me/identity': plain({ json: { kit_checked: true } }),
  'DELETE /api/me/sessions/:id': {
    request: async (asked) => ({ path: `/api/me/sessions/${await asked.desk.sessionFor(asked)}` }),
  },
  'POST /account/sessions/:id/end': {
    request: async (own) => ({ path: `/account/sessions/${await own.desk.sessionFor(own)}/end` }),
  },
  'POST /api/me/identity/sealings': {
    request: async (asked) => ({
      json: { kind: 'passphrase', label: 'Second', sealed: await sealed(asked) },
    }),
  },
  'PUT /api/me/identity/sealings/:sealing_id': {
    request: async (asked) => ({ json: { sealed: await sealed(asked) } }),
  },

  'POST /login/oidc/:name/back-channel-logout': plain({ form: { logout_token: 'none' } }),
  'POST /oauth/token': plain({ form: { grant_type: 'client_credentials' } }),
  'POST /oauth/revoke': plain({ form: { token: 'none' } }),
  'POST /oauth/introspect': plain({ form: { token: 'none' } }),
  'PATCH /api/admin/accounts/:account_id': {
    request: async (asked) => ({
      path: await account(asked, '/api/admin/accounts'),
      json: { disabled: false },
    }),
  },
  ...administrationPages,
  'GET /api/admin/accounts/:account_id/documents': { request: ofNobody('/documents') },
  'POST /api/admin/accounts/:account_id/hand-over': {
    request: async (asked) => ({ ...(await ofNobody('/hand-over')(asked)), json: { to: 'bob' } }),
  },
  'PUT /api/documents/:id/owner': fresh({ json: { username: 'bob' } }),
  'POST /api/admin/clients': { request: () => ({ json: newClient() }) },
  'GET /api/admin/clients/:client_id': {
    request: async (asked) => ({ path: await client(asked) }),
  },
  'PATCH /api/admin/clients/:client_id': {
    request: async (asked) => ({ path: await client(asked), json: { disabled: true } }),
  },
  'DELETE /api/admin/clients/:client_id': {
    request: async (asked) => ({ path: await client(asked) }),
  },
  'POST /api/admin/clients/:client_id/secrets': {
    request: async (asked) => ({ path: await client(asked, '/secrets') }),
  },
  'POST /api/admin/clients/:client_id/keys': {
    request: async (asked) => ({ path: await client(asked, '/keys'), json: {} }),
  },
  'DELETE /api/admin/clients/:client_id/credentials/:credential_id': {
    request: async (asked) => ({ path: await client(asked, '/credentials/CREDENTIAL') }),
  },

  'POST /api/groups': { request: () => ({ json: newGroup() }) },
  'DELETE /api/groups/:id': { request: async (asked) => ({ path: await group(asked) }) },
  'GET /api/groups/:id/members': {
    request: async (asked) => ({ path: await group(asked, '/members') }),
  },
  'PUT /api/groups/:id/members/:username': {
    request: async (asked) => ({ path: await group(asked, '/members/bob') }),
  },
  'DELETE /api/groups/:id/members/:username': {
    request: async (asked) => ({ path: await group(asked, '/members/alice') }),
  },

  'POST /api/webhooks': plain({ json: newWebhook }),
  'GET /api/webhooks/:id': { request: async (asked) => ({ path: await webhook(asked) }) },
  'PATCH /api/webhooks/:id': {
    request: async (asked) => ({ path: await webhook(asked), json: { enabled: false } }),
  },
  'DELETE /api/webhooks/:id': { request: async (asked) => ({ path: await webhook(asked) }) },
  'POST /api/webhooks/:id/secrets': {
    request: async (asked) => ({ path: await webhook(asked, '/secrets') }),
  },
  'POST /api/webhooks/:id/test': {
    request: async (asked) => ({ path: await webhook(asked, '/test') }),
  },
  'GET /api/webhooks/:id/deliveries': {
    request: async (asked) => ({ path: await webhook(asked, '/deliveries') }),
  },
  'POST /api/webhooks/:id/deliveries/:delivery_id/resend': {
    request: async (asked) => ({ path: await webhook(asked, '/deliveries/DELIVERY/resend') }),
  },

  'POST /api/documents': plain({ query: { title: 'Sent.txt' }, body: TEXT }),
  'POST /api/documents/blank': plain({ json: { title: 'Blank', file_type: 'docx' } }),
  'PATCH /api/documents/:id': fresh({ json: { title: 'Renamed.txt' } }),
  'PUT /api/documents/:id/content': fresh(async (asked) => ({
    ...{ body: 'other', headers: { 'if-match': `"${await etagOf(asked)}"` } },
  })),
  'POST /api/documents/:id/convert': fresh({ json: { to: 'docx' } }),
  'POST /api/documents/:id/versions/:number/restore': fresh(),
  'DELETE /api/documents/:id/unsaved-changes': fresh(),
  'PUT /api/documents/:id/shares/:username': fresh({ json: { role: 'viewer' } }),
  'DELETE /api/documents/:id/shares/:username': fresh(async (asked) => {
    await sharedWithBob(asked);
    return {};
  }),
  'PUT /api/documents/:id/shares/groups/:group_id': fresh({ json: { role: 'viewer' } }),
  'DELETE /api/documents/:id/shares/groups/:group_id': fresh(async ({ desk, id, isAllowed }) => {
    const path = `/api/documents/${id}/shares/groups/${desk.groupId}`;
    if (isAllowed) await desk.owner.send('PUT', path, { role: 'viewer' });
    return {};
  }),
  'PUT /api/documents/:id/custody': fresh({ json: { custody: 'zero-knowledge' } }),
  'DELETE /api/documents/:id': fresh(),
  'POST /api/documents/:id/restore': fresh(async ({ desk, id, isAllowed }) => {
    if (isAllowed) await desk.owner.fetch(`/api/documents/${id}`, { method: 'DELETE' });
    return {};
  }),

  'POST /api/eurooffice/session': { request: ({ id }) => ({ json: { file_id: id } }) },
  'POST /api/eurooffice/session/:session_id/errors': plain({ json: { code: -1 } }),
  'GET /api/eurooffice/opening/:document_id': {
    request: ({ shared }) => ({ query: { key: shared.session.config.document.key } }),
  },
  'POST /api/eurooffice/mentions/:document_id': plain({
    json: { usernames: ['editor'], text: 'Look' },
  }),
  'POST /api/eurooffice/save-as': {
    request: async ({ desk, id, caller, isAllowed }) => {
      const copy = { document_id: id, title: 'Copy.txt', file_type: 'txt' };
      if (!isAllowed) return { json: { ...copy, url: 'http://127.0.0.1:9/none' } };
      const opened = await desk.json(caller, 'POST', '/api/eurooffice/session', { file_id: id });
      const { key } = (await opened.json()).config.document;
      const url = desk.server.publishFile(key, 'txt', Buffer.from('a copy'));
      return { json: { ...copy, url } };
    },
  },
  'POST /api/eurooffice/download-as': {
    request: async ({ desk, id, caller, isAllowed }) => {
      const wanted = { document_id: id, file_type: 'txt' };
      if (!isAllowed) return { json: { ...wanted, url: 'http://127.0.0.1:9/none' } };
      const opened = await desk.json(caller, 'POST', '/api/eurooffice/session', { file_id: id });
      const { key } = (await opened.json()).config.document;
      const url = desk.server.publishFile(key, 'txt', Buffer.from('a file'));
      return { json: { ...wanted, url } };
    },
  },
  'POST /api/eurooffice/lend': {
    request: ({ id }) => ({ json: { document_id: id, picked_id: id, c: 'compare' } }),
  },
  'GET /api/eurooffice/choices/:document_id': {
    request: () => ({ query: { kind: 'document' } }),
  },
  'POST /api/eurooffice/reference-data': {
    request: ({ id }) => ({ json: { document_id: id, path: 'Standing.txt' } }),
  },
  'GET /api/eurooffice/history/:document_id/:version': {
    request: async ({ desk, caller, id, isAllowed }) => {
      if (!isAllowed) return { query: { session_id: 'none' } };
      const opened = await desk.json(caller, 'POST', '/api/eurooffice/session', { file_id: id });
      return { query: { session_id: (await opened.json()).session_id } };
    },
  },
  'POST /api/eurooffice/history/:document_id/restore': fresh({ json: { version: 1 } }),
  'GET /api/eurooffice/changes/:session_id/:version': {
    request: ({ desk }) => ({ path: desk.changesUrl }),
  },
  'GET /api/eurooffice/file/:session_id': {
    request: ({ shared }) => ({ path: shared.session.config.document.url }),
  },
  'GET /api/eurooffice/conversion/:key': {
    request: ({ desk }) => ({ path: desk.conversionUrl }),
  },
  'GET /api/eurooffice/lent/:purpose/:name': { request: ({ desk }) => ({ path: desk.lentUrl }) },
  'POST /api/eurooffice/callback/:session_id': {
    request: ({ desk, shared, caller }) => {
      const { document, editorConfig } = shared.session.config;
      const path = editorConfig.callbackUrl;
      const report = { key: document.key, status: 4 };
      if (caller.kind !== 'document-server') return { path, json: report };
      return { path, ...desk.server.callbackRequest(report) };
    },
  },

  'POST /api/oneoffixx/documents': {
    request: async (asked) => ({ json: await newTemplateTitle(asked) }),
  },
  'GET /documents/:id/officeconnector_oneoffixx_url': { isOfTemplate: true },
  'GET /documents/:id/@@oneoffix_connect_xml': { isOfTemplate: true },
  'POST /oc_oneoffixx': { isOfTemplate: true, request: ({ id }) => ({ json: [id] }) },
  'POST /oc_checkout': { request: ({ id }) => ({ json: [id] }) },
  'POST /oc_view': { request: ({ id }) => ({ json: [id] }) },
  'POST /documents/:id/@checkout': fresh(),
  ...Object.fromEntries(
    ['checkin', 'cancelcheckout', 'lock', 'refresh-lock', 'unlock'].map((step) => [
      `POST /documents/:id/@${step}`,
      fresh(async (asked) => {
        await checkedOut(asked);
        return {};
      }),
    ]),
  ),
  'POST /documents/:id/@tus-replace': fresh(async (asked) => {
    await checkedOut(asked);
    return { headers: { ...TUS, 'upload-length': String(TEXT.length) } };
  }),
  'HEAD /documents/:id/@tus-upload/:upload': fresh(async (asked) => ({
    ...{ path: await uploading(asked), headers: TUS },
  })),
  'PATCH /documents/:id/@tus-upload/:upload': fresh(async (asked) => ({
    path: await uploading(asked),
    body: TEXT,
    headers: { ...TUS, ...PIECE },
  })),
  ...resumableUploads,

  'PATCH /api/settings': plain({ json: { oneoffixx_cache_timeout: 60 } }),
  'POST /login': {
    endsSignIn: true,
    request: () => ({
      form: { username: 'alice', password: 'alice' },
      headers: { 'sec-fetch-site': 'same-origin' },
    }),
  },
  'POST /logout': { endsSignIn: true },
  'POST /account/sign-out-everywhere': { endsSignIn: true },
  'POST /api/auth/sign-out': { endsSignIn: true },
  'POST /api/auth/sign-out-everywhere': { endsSignIn: true },
};

export const recipeOf = ({ route }: Row): Recipe => recipes[route] ?? {};

/** Routes that have a recipe: all of them exist. */
export const routesWithRecipe = (): readonly string[] => Object.keys(recipes);
