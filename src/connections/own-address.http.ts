import { askAddress } from '../platform/http/ask-address.http.js';
import { transportFaultOf } from '../platform/http/transport-fault.js';
import type { ProbeFile, ProbeFiles, Sight } from './probe-files.js';

export type OwnAddress =
  /** This installation answers there. */
  | {
      readonly is: 'ours';
      readonly sight: Sight | undefined;
      readonly certificateEndsMs: number | undefined;
    }
  /** A Kontor with another secret. */
  | { readonly is: 'other-kontor' }
  /** A Kontor that rejects this host name: a proxy passes on another one. */
  | { readonly is: 'host-refused' }
  | { readonly is: 'something-else' }
  | { readonly is: 'unreachable'; readonly error: unknown; readonly word: string };

/** By the code of the problem answer. */
const OTHERS: Readonly<Record<string, 'other-kontor' | 'host-refused'>> = {
  'connections/probe-refused': 'other-kontor',
  'platform/unknown-host': 'host-refused',
};

/** Who answers at an address that should be ours, as seen from here. */
export async function whoAnswersAt(
  address: string,
  file: ProbeFile,
  files: ProbeFiles,
  signal: AbortSignal,
): Promise<OwnAddress> {
  try {
    const answer = await askAddress(address + file.sightPath, { signal });
    const body = jsonIn(answer.text);
    if (answer.status === 200 && body?.proof === files.proofOf(file.id)) {
      const sight = (body.sight as Sight | null | undefined) ?? undefined;
      return { is: 'ours', sight, certificateEndsMs: answer.certificateEndsMs };
    }
    const code = typeof body?.code === 'string' ? body.code : '';
    return { is: OTHERS[code] ?? 'something-else' };
  } catch (error) {
    const { code } = error as { code?: unknown };
    const word = typeof code === 'string' ? code : (transportFaultOf(error) ?? 'no answer');
    return { is: 'unreachable', error, word };
  }
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null
      ? (parsed as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
