// node examples/run.mjs NAME: adds the example to a Kontor that runs as a playground, and starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const KONTOR_URL = process.env.KONTOR_URL ?? 'http://127.0.0.1:3000';
const SCOPES = ['documents:read', 'documents:write', 'sessions', 'act-for-people', 'webhooks'];
const COMMANDS = {
  curl: ['sh', 'run.sh'],
  'seed-python': ['python3', 'app.py'],
  application: [process.execPath, 'application.mjs'],
};

const [name] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  console.error(`usage: node examples/run.mjs ${Object.keys(COMMANDS).join('|')}`);
  process.exit(2);
}

async function post(path, body, token) {
  const authorization = token && { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...authorization };
  const answer = await fetch(KONTOR_URL + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const admin = { username: 'admin', password: 'admin' };
const { access_token: token } = await post('/api/auth/token', admin);
const client = {
  name: `${name}-${Date.now().toString(36)}`,
  scopes: SCOPES,
  // Only pages of these may put the editor into themselves.
  allowed_origins: [`http://127.0.0.1:${process.env.PORT ?? 4000}`],
};
const { client_id, client_secret } = await post('/api/admin/clients', client, token);

const [program, ...args] = command;
const example = spawn(program, args, {
  cwd: join(import.meta.dirname, name),
  stdio: 'inherit',
  env: { ...process.env, KONTOR_URL, CLIENT_ID: client_id, CLIENT_SECRET: client_secret },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => example.kill(signal));
const [status] = await once(example, 'exit');
await fetch(`${KONTOR_URL}/api/admin/clients/${client_id}`, {
  method: 'DELETE',
  headers: { authorization: `Bearer ${token}` },
});
process.exitCode = status ?? 1;
