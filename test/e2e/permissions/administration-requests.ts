import { account, groupPage, newGroup, ofNobody } from './made-for-request.js';
import { plain, type Recipe } from './recipe.js';

/** How the pages of administration and their forms are asked. */
export const administrationPages: Readonly<Record<string, Recipe>> = {
  'POST /admin/settings': plain({ form: { name: 'shadow_days', value: '30' } }),
  'POST /admin/groups': { request: () => ({ form: newGroup() }) },
  'GET /admin/groups/:id': { request: async (asked) => ({ path: await groupPage(asked) }) },
  'POST /admin/groups/:id/members': {
    request: async (asked) => ({
      ...{ path: await groupPage(asked, '/members'), form: { username: 'bob' } },
    }),
  },
  'POST /admin/groups/:id/members/remove': {
    request: async (asked) => ({
      ...{ path: await groupPage(asked, '/members/remove'), form: { username: 'alice' } },
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
  'POST /admin/people/:account_id/password-link': {
    request: ofNobody('/password-link', '/admin/people'),
  },
  'POST /admin/people/:account_id/second-factor/reset': {
    request: ofNobody('/second-factor/reset', '/admin/people'),
  },
};
