// All that this application knows of Kontor.
import { Webhook } from 'standardwebhooks';

const { KONTOR_URL = 'http://127.0.0.1:3000', CLIENT_ID, CLIENT_SECRET } = process.env;
let token = { text: '', until: 0 };

/** The application's own token; a new one shortly before it ends. */
async function accessToken() {
  if (Date.now() > token.until) {
    const authorization = `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const answer = await fetch(`${KONTOR_URL}/oauth/token`, {
      method: 'POST',
      headers: { authorization },
      body,
    });
    if (!answer.ok) throw new Error(`no token: ${answer.status} ${await answer.text()}`);
    const { access_token: text, expires_in: seconds } = await answer.json();
    token = { text, until: Date.now() + (seconds - 60) * 1000 };
  }
  return token.text;
}

/** A request of the application, or of one person with that person's rights. */
export async function kontor(path, { person, json, body } = {}) {
  const answer = await fetch(KONTOR_URL + path, {
    method: json || body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${await accessToken()}`,
      ...(person && { 'kontor-on-behalf-of': encodeURIComponent(person) }),
      ...(json && { 'content-type': 'application/json' }),
    },
    body: json ? JSON.stringify(json) : body,
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(`${content.detail} (${content.code})`);
  return content;
}

/** Registers for saves, and returns what reads such a message: it throws when the signature is not Kontor's. */
export async function hearOfSaves(url) {
  const { secret } = await kontor('/api/webhooks', { json: { url, events: ['version.saved'] } });
  const webhook = new Webhook(secret);
  return (body, headers) => webhook.verify(body, headers);
}
