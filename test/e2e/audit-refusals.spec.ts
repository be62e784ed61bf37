import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { storageCommand } from '../../src/command-line/storage.command.js';
import { userCommand } from '../../src/command-line/user.command.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const JSON_HEADERS = { 'content-type': 'application/json' };
const FORM_HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

/** They do nothing that is in the list of actions, or record their refusals themselves (sign-ins, tokens). */
const WITHOUT_ACTION = `
AccountController.byMail
AccountController.endSession
AccountController.signOutEverywhere
AskingController.ask
AskingController.tell
BlankDocumentsController.choose
CheckoutController.cancel
CheckoutController.out
ConnectionsAdminController.test
ConnectionsController.test
ContentFormsController.discard
ContentFormsController.dismiss
DocumentsController.chooseFamily
EditingSessionController.failed
ExchangeController.lend
ExchangeController.reference
GiveController.choose
IdentityController.add
IdentityController.change
IdentityController.keep
IdentityController.remove
IdentityController.replace
LockController.lock
LockController.refresh
LockController.unlock
LoginController.submit
MeController.change
MeController.tabKey
NotificationsController.remove
NotificationsPageController.remove
NotificationsPageController.removeAll
OAuthController.introspect
OAuthController.revoke
OAuthController.token
OpenIdLogoutController.backChannel
OwnPasswordController.confirm
PasswordController.confirm
PayloadsController.checkout
PayloadsController.oneoffixx
PayloadsController.view
RecoveredVersionsController.note
ResetPasswordController.set
SecondFactorController.beginPasskey
SecondFactorController.beginTotp
SecondFactorPageController.beginTotp
SecondStepController.passkeyOptions
SecondStepController.signInWithPasskey
SecondStepController.submit
SessionController.language
SessionController.logout
SessionsController.end
TokenController.signOut
TokenController.signOutEverywhere
TokenController.token
UnsavedChangesController.giveUp
UploadsController.remove
WebhookDeliveriesController.sendAgain
WebhookDeliveriesController.test
WebhooksAdminController.sendAgain
WebhooksAdminController.test
`
  .trim()
  .split('\n');

/** A handler that changes something without naming its action. */
function isSilent(handler: object): boolean {
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler);
  const isRead = [undefined, RequestMethod.GET, RequestMethod.HEAD].includes(method);
  return !isRead && config?.audited === undefined;
}

describe('what is refused or fails', () => {
  let kontor: RunningKontor;
  let id: string;
  let people = 0;

  beforeAll(async () => {
    kontor = await startKontor();
    const init = { method: 'POST', body: 'words' };
    const created = await kontor.fetchAs('alice', '/api/documents?title=Plan.txt', init);
    ({ id } = await created.json());
  });
  afterAll(() => kontor.stop());

  const entries = async (query: string): Promise<Wire[]> =>
    (await (await kontor.fetchAs('admin', `/api/admin/audit?${query}`)).json()).entries;

  const command = async (make: typeof userCommand, args: string[], input = ''): Promise<number> => {
    const stdin = new PassThrough();
    stdin.end(input);
    const env = { KONTOR_PROFILE: 'playground', KONTOR_DATA_DIR: join(kontor.folder, 'data') };
    const [stdout, stderr] = [new PassThrough().resume(), new PassThrough().resume()];
    return runCommandLine(args, { env, stdin, stdout, stderr }, [make]);
  };

  /** Somebody of their own for each case: ten refusals a minute of one person are written one by one. */
  const somebody = async (): Promise<string> => {
    const name = `somebody-${++people}`;
    expect(await command(userCommand, ['user', 'add', name], `${name}\n`)).toBe(0);
    return name;
  };

  const json = (method: string, body?: object): RequestInit =>
    body === undefined ? { method } : { method, headers: JSON_HEADERS, body: JSON.stringify(body) };
  const form = (fields: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: FORM_HEADERS,
    body: new URLSearchParams(fields).toString(),
  });

  it.each<[string, string, RequestInit]>([
    ['document.downloaded', '/api/documents/ID/content', { method: 'GET' }],
    ['document.renamed', '/api/documents/ID', json('PATCH', { title: 'Mine.txt' })],
    ['document.deleted', '/api/documents/ID', json('DELETE')],
    ['document.restored', '/api/documents/ID/restore', json('POST')],
    ['document.shared', '/api/documents/ID/shares/bob', json('PUT', { role: 'viewer' })],
    ['document.unshared', '/api/documents/ID/shares/bob', json('DELETE')],
    ['version.saved', '/api/documents/ID/content', { method: 'PUT', body: 'x' }],
    ['version.restored', '/api/documents/ID/versions/1/restore', json('POST')],
    ['custody.changed', '/api/documents/ID/custody', json('PUT', { custody: 'zero-knowledge' })],
    ['document.opened', '/api/eurooffice/session', json('POST', { file_id: 'ID', mode: 'view' })],
    ['document.opened', '/edit/ID', { headers: { accept: 'text/html' } }],
    ['document.renamed', '/documents/ID/title', form({ title: 'Mine.txt' })],
    ['document.deleted', '/documents/ID/delete', form()],
    ['document.shared', '/documents/ID/shares', form({ username: 'bob', role: 'viewer' })],
    ['version.saved', '/documents/ID/@checkin', json('POST')],
  ])('should have an entry: %s by %s', async (action, path, init) => {
    const name = await somebody();
    const asked = {
      ...init,
      ...(init.body !== undefined && { body: (init.body as string).replace('ID', id) }),
    };
    const answer = await kontor.fetchAs(name, path.replace('ID', id), asked);
    expect(answer.status).toBe(404);
    expect(await entries(`actor=${name}&result=refused`)).toEqual([
      expect.objectContaining({
        ...{ action, actor: name, result: 'refused', object_type: 'document', object_id: id },
        address: '127.0.0.1',
        detail: { why: expect.stringMatching(/^[a-z-]+\/[a-z-]+$/) },
      }),
    ]);
  });

  it.each<[string, string, RequestInit, string | null]>([
    ['settings.changed', '/api/settings', json('PATCH', { oneoffixx_cache_timeout: 1 }), null],
    ['settings.changed', '/api/storage/providers/p1/drain', json('POST'), 'p1'],
    ['settings.changed', '/status/scrub', form(), null],
    ['client.created', '/api/admin/clients', json('POST', { name: 'app', scopes: [] }), null],
    ['client.removed', '/api/admin/clients/some-id', json('DELETE'), 'some-id'],
    ['audit.exported', '/api/admin/audit/export', { method: 'GET' }, null],
  ])('should have an entry when it is for administrators: %s by %s', async (...row) => {
    const [action, path, init, object] = row;
    const name = await somebody();
    expect((await kontor.fetchAs(name, path, init)).status).toBe(403);
    const found = await entries(`actor=${name}&result=refused`);
    expect(found).toEqual([expect.objectContaining({ action, object_id: object })]);
  });

  it('should have an entry when an application lacks the scope', async () => {
    const body = { name: 'reader', scopes: ['documents:read'] };
    const { client_id } = await (
      await kontor.fetchAs('admin', '/api/admin/clients', json('POST', body))
    ).json();
    const path = `/api/admin/clients/${client_id}/keys`;
    const { key } = await (await kontor.fetchAs('admin', path, json('POST', {}))).json();
    const answer = await fetch(`${kontor.url}/api/documents/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status).toBe(403);
    expect(await entries('client=reader')).toEqual([
      expect.objectContaining({
        ...{ action: 'document.deleted', actor: 'client:reader', result: 'refused' },
        ...{ object_id: id, detail: { why: 'access/scope-missing' } },
      }),
    ]);
  });

  it('should be called failed when it was allowed, also by a form that leads back', async () => {
    const before = await entries('actor=alice&result=failed');
    const stale = { method: 'PUT', headers: { 'if-match': '"not-this-one"' }, body: 'x' };
    const answer = await kontor.fetchAs('alice', `/api/documents/${id}/content`, stale);
    expect(answer.status).toBe(412);
    const share = form({ username: 'nobody-of-that-name', role: 'viewer' });
    const led = await kontor.fetchAs('alice', `/documents/${id}/shares`, {
      ...share,
      redirect: 'manual',
    });
    expect(led.status).toBe(303);
    const [shared, saved, ...rest] = await entries('actor=alice&result=failed');
    expect(rest).toHaveLength(before.length);
    expect(saved).toMatchObject({
      action: 'version.saved',
      detail: { why: 'documents/etag-differs' },
    });
    expect(shared).toMatchObject({
      action: 'document.shared',
      detail: { why: 'documents/no-such-person' },
    });
  });

  it('should have no entry for what reached no action, and none of what was typed', async () => {
    const name = await somebody();
    await kontor.fetchAs(name, `/api/documents/${id}`, json('PATCH', { titel: 'secret words' }));
    await kontor.fetchAs(name, '/api/documents/not%20an%20id%20but%20words', json('DELETE'));
    const found = await entries(`actor=${name}&result=refused`);
    expect(found.map(({ action, object_id }) => [action, object_id])).toEqual([
      ['document.deleted', null],
    ]);
    expect(JSON.stringify(found)).not.toContain('words');
  });

  it('should say what the command line did to accounts and storage', async () => {
    const name = await somebody();
    expect(await command(userCommand, ['user', 'disable', name])).toBe(0);
    expect(await command(userCommand, ['user', 'enable', name])).toBe(0);
    expect(await command(userCommand, ['user', 'admin', name])).toBe(0);
    expect(await command(userCommand, ['user', 'password', name], 'another one\n')).toBe(0);
    const told = (await entries('action=account&limit=5')).toReversed();
    expect(told.map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
      ['account.changed', null, { what: 'added', admin: false, from: 'command-line' }],
      ['account.disabled', null, { from: 'command-line' }],
      ['account.enabled', null, { from: 'command-line' }],
      ['account.changed', null, { what: 'administrator', to: true, from: 'command-line' }],
      ['account.changed', null, { what: 'password', from: 'command-line' }],
    ]);
    expect(new Set(told.map(({ object_id }) => object_id)).size).toBe(1);

    expect(await command(storageCommand, ['storage', 'repair'])).toBe(0);
    expect(await command(storageCommand, ['storage', 'drain', 'no-such-provider'])).toBe(1);
    const orders = (await entries('action=settings.changed&limit=3')).toReversed();
    expect(
      orders.map(({ object_id, result, detail }) => [object_id, result, detail.order]),
    ).toEqual([
      ['all', 'ok', 'repair'],
      ['no-such-provider', 'ok', 'drain'],
      ['no-such-provider', 'failed', 'drain'],
    ]);
  });

  it('should have an entry at every handler with an action: `@Audited()`, or named here', () => {
    const modules = [...kontor.app.get(ModulesContainer).values()];
    const controllers = modules.flatMap(({ controllers: all }) => [...all.values()]);
    const silent = controllers.flatMap(({ metatype }) => {
      const { name, prototype } = metatype as Type;
      return Object.getOwnPropertyNames(prototype)
        .filter((member) => isSilent(prototype[member]))
        .map((member) => `${name}.${member}`);
    });
    expect(silent.sort()).toEqual(WITHOUT_ACTION);
  });

  it('should be written down who takes the log itself', async () => {
    await (await kontor.fetchAs('admin', '/api/admin/audit/export?format=cef&actor=bob')).text();
    const [entry] = await entries('action=audit.exported&result=ok');
    expect(entry).toMatchObject({ actor: 'admin', detail: { format: 'cef', actor: 'bob' } });
  });
});
