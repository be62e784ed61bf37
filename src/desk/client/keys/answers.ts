/** The JSON of an answer; rejects with a `Refused` otherwise. */
export async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(path, init);
  if (!response.ok) throw await refusalOf(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

export const tell = <Answer>(method: string, path: string, body: unknown): Promise<Answer> =>
  ask(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The server said no; `code` says to what. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly data: object = {},
  ) {
    super(code);
  }
}

export async function refusalOf(response: Response): Promise<Refused> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; data?: object };
  return new Refused(problem.code ?? 'unknown', response.status, problem.data);
}
