import type { SimulatorContext } from './simulator-context.js';
import { isRecord, text, verifyToken } from './token.js';

export interface TakenFile {
  readonly fileType: string;
  readonly size: number;
}

/**
 * What the editor fetches for its page: images, documents to compare, sheets to merge or to take data from. As in the
 * real server, the token says what is fetched, and nothing else does.
 */
export async function takeFiles(
  token: unknown,
  { secret, now }: { readonly secret: string; readonly now: number },
  context: Pick<SimulatorContext, 'fetchSource'>,
): Promise<readonly TakenFile[] | undefined> {
  const { claims } = verifyToken(token, secret, now);
  const files: unknown = claims?.images ?? [claims];
  if (claims === undefined || !Array.isArray(files)) return undefined;
  const taken: TakenFile[] = [];
  for (const file of files as unknown[]) {
    if (!isRecord(file)) return undefined;
    const bytes = await context.fetchSource(text(file.url));
    taken.push({ fileType: text(file.fileType), size: bytes.length });
  }
  return taken;
}
