import type { AskingDesk } from './asking-desk.js';
import { pathOf, type Asked } from './made-for-request.js';
import { recipeOf } from './requests.js';
import type { Request } from './recipe.js';
import { expectedOf, type Caller, type Row } from './table.js';

/** What the caller needs before it asks; where it is not allowed, nothing is made. */
export async function prepare(desk: AskingDesk, row: Row, caller: Caller): Promise<Asked> {
  const recipe = recipeOf(row);
  const shared = desk.documentOf(caller);
  const isAllowed = expectedOf(row, caller) === 'allowed';
  if (isAllowed && recipe.endsSignIn === true && caller.kind === 'person')
    await desk.signInAgain(caller);
  const id = isAllowed && recipe.isFresh === true ? await desk.freshFor(caller) : shared.id;
  return { desk, caller, shared, isAllowed, id: recipe.isOfTemplate ? desk.shadowId : id };
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export async function ask(
  method: string,
  row: Row,
  asked: Asked,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const request = (await recipeOf(row).request?.(asked)) ?? {};
  return send(method, { ...request, path: request.path ?? pathOf(row, asked) }, asked, more);
}

/** With headers that win over those of the request. */
export async function send(
  method: string,
  { path, query, json, form, body, headers }: Request,
  asked: Asked,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { desk } = asked;
  const url = new URL(path ?? '/', desk.kontor.url);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  const token = await desk.tokenOf(asked.caller, asked.id, url.href);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
      ...more,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(form !== undefined && { body: new URLSearchParams(form) }),
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
