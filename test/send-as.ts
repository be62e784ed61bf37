import type { RunningKontor } from './start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

/** The answer's JSON; undefined for 204. */
export async function sendAs(
  kontor: Pick<RunningKontor, 'fetchAs'>,
  who: string,
  method: string,
  path: string,
  body?: object,
): Promise<Wire> {
  const response = await kontor.fetchAs(who, path, {
    method,
    ...(body !== undefined && {
      ...{ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    }),
  });
  return response.status === 204 ? undefined : response.json();
}
