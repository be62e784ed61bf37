import { assembleSave, type SaveSource } from './assembled-save.js';
import { isoSecond } from './final-save.js';
import type { Participant } from './participant.js';
import type { SimulatorContext } from './simulator-context.js';

export interface ForceSaveRequest {
  /** 0 command, 1 button. */
  readonly type: 0 | 1;
  readonly by?: Participant;
  readonly userdata?: string | undefined;
}

/** A save in between: posted once, never repeated. Did the connector take it? */
export async function sendForceSave(
  source: SaveSource,
  { type, by, userdata, callbackUrl }: ForceSaveRequest & { readonly callbackUrl: string },
  world: SimulatorContext,
): Promise<boolean> {
  const { key, content } = source;
  const count = content.changeCount;
  const last = content.lastChange!;
  const { converted, fields } = assembleSave(source, world);
  const { success } = await world.callbacks.send(callbackUrl, {
    key,
    status: converted ? 6 : 7,
    ...fields,
    users: [last.author.id],
    ...(by ? { actions: [{ type: 2, userid: by.id }] } : {}),
    ...(userdata === undefined ? {} : { userdata }),
    lastsave: isoSecond(last.at),
    forcesavetype: type,
  });
  if (converted && success) content.markForceSaved(count);
  return converted && success;
}
