import {
  account,
  client,
  groupPage,
  idOf,
  newClient,
  newGroup,
  ofNobody,
  webhook,
  type Asked,
} from './made-for-request.js';
import { plain, type Recipe, type Request } from './recipe.js';

const newForm = () => ({ ...newClient(), scopes: 'documents:read' });

const onApplication =
  (rest: string, form?: Request['form']) =>
  async (asked: Asked): Promise<Request> => {
    const path = (await client(asked, rest)).replace('/api/admin/clients/', '/admin/applications/');
    return form === undefined ? { path } : { path, form };
  };

const onWebhook =
  (rest: string) =>
  async (asked: Asked): Promise<Request> => ({
    path: (await webhook(asked, rest)).replace('/api/', '/admin/'),
  });

/** How the pages of administration and their forms are asked. */
export const administrationPages: Readonly<Record<string, Recipe>> = {
  'POST /admin/settings': plain({ form: { name: 'shadow_days', value: '30' } }),
  'POST /admin/groups': { request: () => ({ form: newGroup() }) },
  'GET /admin/groups/:id': { request: async (asked) => ({ path: await groupPage(asked) }) },
  'POST /admin/groups/:id/members': {
    request: async (asked) => ({
      ...{ path: await groupPage(asked, '/members'), form: { person: await idOf(asked, 'bob') } },
    }),
  },
  'POST /admin/groups/:id/members/remove': {
    request: async (asked) => ({
      ...{
        path: await groupPage(asked, '/members/remove'),
        form: { person: await idOf(asked, 'alice') },
      },
    }),
  },
  'POST /admin/groups/:id/remove': {
    request: async (asked) => ({ path: await groupPage(asked, '/remove'), form: {} }),
  },
  'POST /admin/people/:account_id': {
    request: async (asked) => ({
      path: await account(asked, '/admin/people'),
      form: { disabled: 'no' },
    }),
  },
  'GET /admin/people/:account_id': {
    request: async (asked) => ({ path: await account(asked, '/admin/people') }),
  },
  'POST /admin/people/:account_id/mail': {
    request: async (asked) => ({
      path: `${await account(asked, '/admin/people')}/mail`,
      form: { mail: 'bob@example.org' },
    }),
  },
  'POST /admin/people/:account_id/password-link': {
    request: ofNobody('/password-link', '/admin/people'),
  },
  'POST /admin/people/:account_id/second-factor/reset': {
    request: ofNobody('/second-factor/reset', '/admin/people'),
  },
  'POST /admin/applications': { request: () => ({ form: newForm() }) },
  'GET /admin/applications/:client_id': { request: onApplication('') },
  'POST /admin/applications/:client_id': {
    request: onApplication('', { scopes: 'sessions', allowed_origins: '' }),
  },
  'POST /admin/applications/:client_id/standing': {
    request: onApplication('/standing', { disabled: 'yes' }),
  },
  'POST /admin/applications/:client_id/remove': { request: onApplication('/remove') },
  'POST /admin/applications/:client_id/secrets': { request: onApplication('/secrets') },
  'POST /admin/applications/:client_id/keys': { request: onApplication('/keys', { expires: '' }) },
  'POST /admin/applications/:client_id/credentials/:credential_id/remove': {
    request: onApplication('/credentials/CREDENTIAL/remove'),
  },
  'GET /admin/webhooks/:id': { request: onWebhook('') },
  'POST /admin/webhooks/:id/test': { request: onWebhook('/test') },
  'POST /admin/webhooks/:id/deliveries/:delivery_id/resend': {
    request: onWebhook('/deliveries/DELIVERY/resend'),
  },
  'GET /admin/people/:account_id/documents': {
    request: ofNobody('/documents', '/admin/people'),
  },
  'POST /admin/people/:account_id/hand-over': {
    request: async (asked) => ({
      ...(await ofNobody('/hand-over', '/admin/people')(asked)),
      form: { to: 'bob' },
    }),
  },
};
