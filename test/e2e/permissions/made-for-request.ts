import { ManageAccounts } from '../../../src/access/index.js';
import { type AskingDesk, type Shared, type Wire } from './asking-desk.js';
import type { Caller, Row } from './table.js';

export interface Asked {
  readonly desk: AskingDesk;
  readonly caller: Caller;
  /** Of the document it is about. */
  readonly id: string;
  readonly shared: Shared;
  /** Whether the table allows it: only then something is prepared for it. */
  readonly isAllowed: boolean;
}

/** The address of an application that was registered for this request. */
export async function client({ desk, caller, isAllowed }: Asked, rest = ''): Promise<string> {
  if (!isAllowed) return `/api/admin/clients/none${rest.replace('CREDENTIAL', 'none')}`;
  const created = await desk.json(caller, 'POST', '/api/admin/clients', newClient());
  const { client_id: id }: Wire = await created.json();
  const path = `/api/admin/clients/${id}`;
  const { credentials }: Wire = await (await desk.json(caller, 'GET', path)).json();
  return path + rest.replace('CREDENTIAL', credentials[0].id);
}

/** The address of a group that was made for this request, with alice in it. */
export async function group({ desk, caller, isAllowed }: Asked, rest = ''): Promise<string> {
  if (!isAllowed) return `/api/groups/none${rest}`;
  const created = await desk.json(caller, 'POST', '/api/groups', newGroup());
  const { id }: Wire = await created.json();
  await desk.json(caller, 'PUT', `/api/groups/${id}/members/alice`);
  return `/api/groups/${id}${rest}`;
}

/** The page of such a group. */
export const groupPage = async (asked: Asked, rest = ''): Promise<string> =>
  (await group(asked, rest)).replace('/api/', '/admin/');

let groups = 0;
export const newGroup = () => ({ name: `Group ${++groups}` });

/** The address of a webhook that was registered for this request, and removed by the next one. */
export async function webhook({ desk, caller, isAllowed }: Asked, rest = ''): Promise<string> {
  if (!isAllowed) return `/api/webhooks/none${rest.replace('DELIVERY', 'none')}`;
  const { webhooks }: Wire = await (await desk.json(caller, 'GET', '/api/webhooks')).json();
  for (const { id } of webhooks) await desk.json(caller, 'DELETE', `/api/webhooks/${id}`);
  const created = await desk.json(caller, 'POST', '/api/webhooks', newWebhook);
  const { id }: Wire = await created.json();
  if (!rest.includes('DELIVERY')) return `/api/webhooks/${id}${rest}`;
  const sent = await desk.json(caller, 'POST', `/api/webhooks/${id}/test`);
  const { id: delivery }: Wire = await sent.json();
  return `/api/webhooks/${id}${rest.replace('DELIVERY', delivery)}`;
}

export const newWebhook = { url: 'https://receiver.invalid/events', events: ['version.saved'] };

let clients = 0;
export const newClient = () => ({ name: `application-${++clients}`, scopes: ['documents:read'] });

/** The address of bob's account below that path. */
export async function account(
  { desk, caller, isAllowed }: Asked,
  path: '/admin/people' | '/api/admin/accounts',
): Promise<string> {
  if (!isAllowed) return `${path}/none`;
  const { accounts }: Wire = await (
    await desk.json(caller, 'GET', '/api/admin/accounts?q=bob')
  ).json();
  return `${path}/${accounts[0].id}`;
}

/** The id of somebody's account. */
export async function idOf({ desk }: Asked, name: string): Promise<string> {
  const accounts = desk.kontor.app.get(ManageAccounts, { strict: false });
  return (await accounts.list()).find(({ username }) => username === name)?.id ?? 'none';
}

/** The address of an account that asks for nothing itself, below that path. */
export const ofNobody =
  (rest: string, path = '/api/admin/accounts') =>
  async ({ desk }: Asked): Promise<{ readonly path: string }> => {
    const accounts = desk.kontor.app.get(ManageAccounts, { strict: false });
    const gone = (await accounts.list()).find(({ username }) => username === 'ended');
    return { path: `${path}/${gone?.id}${rest}` };
  };

/** The path with what the caller asks about. */
export function pathOf({ path }: Row, { id, shared, desk }: Asked): string {
  const values: Readonly<Record<string, string>> = {
    id: path.startsWith('/api/notifications') ? desk.notificationId : id,
    ...{ document_id: id, file_id: id, number: '1', version: '1' },
    username: path.includes('shares') ? 'bob' : 'alice',
    session_id: shared.session.session_id,
    sealing_id: desk.sealingId,
    group_id: desk.groupId,
    name: path.includes('connections') ? 'database' : 'shards-1',
  };
  return path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? 'x');
}
