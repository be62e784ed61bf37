import { KontorUnderTest } from './kontor-under-test.ts';
import { median } from './limits.ts';
import { perSecond } from './plain.ts';

const ROUNDS = 15;
const AT_ONCE = 8;
/** Short rounds: what else runs on the machine then meets all callers alike. */
const SESSIONS = 240;

type Figure = Record<string, string | number>;
type Headers = Readonly<Record<string, string>>;

/**
 * What it costs to check who asks: sessions per second that Alice opens with her own token, and that an application
 * opens for her with a token of the token endpoint and with a key, in turns in one run.
 */
export async function tokens(): Promise<readonly Figure[]> {
  const kontor = new KontorUnderTest();
  await kontor.start();
  try {
    const documents = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, lane) => kontor.createDocument(`Lane-${lane}.txt`)),
    );
    const callers = [kontor.headers, ...(await applicationOf(kontor))];
    const rates = callers.map((): number[] => []);
    for (let turn = 0; turn < (ROUNDS + 1) * callers.length; turn++) {
      const round = Math.floor(turn / callers.length);
      // Another one begins each round.
      const caller = (turn + round) % callers.length;
      const rate = await perSecond({ count: SESSIONS, atOnce: AT_ONCE }, (lane) =>
        openSession(kontor, documents[lane]!, callers[caller]!),
      );
      // The first round warms up.
      if (round > 0) rates[caller]!.push(rate);
    }
    const [own = [], ...others] = rates;
    return ["an application's token", "an application's key"].map((what, at) => {
      const ratios = own.map((rate, round) => rate / others[at]![round]!).toSorted((a, b) => a - b);
      return {
        what,
        'per second': Math.round(median(others[at]!)),
        "Alice's own token": Math.round(median(own)),
        'cost, ratio': round2(median(ratios)),
        quartiles: `${round2(ratios[ROUNDS >> 2]!)} – ${round2(ratios[(3 * ROUNDS) >> 2]!)}`,
      };
    });
  } finally {
    await kontor.stop();
  }
}

/** The headers with which an application asks for Alice: by a token, and by a key. */
async function applicationOf(kontor: KontorUnderTest): Promise<readonly Headers[]> {
  const administrator = await kontor.administrator();
  const admin = async (path: string, body: object) => {
    const response = await fetch(`${kontor.url}/api/admin/clients${path}`, {
      method: 'POST',
      headers: { ...administrator, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as Record<string, string>;
  };
  const scopes = ['sessions', 'act-for-people'];
  const { client_id: id, client_secret: secret } = await admin('', { name: 'bench', scopes });
  const { key } = await admin(`/${id}/keys`, {});
  const response = await fetch(`${kontor.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return [token, key].map((credential) => ({
    authorization: `Bearer ${credential}`,
    'kontor-on-behalf-of': 'alice',
  }));
}

async function openSession(
  { url }: KontorUnderTest,
  documentId: string,
  headers: Headers,
): Promise<void> {
  const response = await fetch(`${url}/api/eurooffice/session`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ file_id: documentId }),
  });
  if (response.status !== 201) throw new Error(`session answered ${response.status}`);
  await response.arrayBuffer();
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
