import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePorts } from '../free-port.js';
import { openFixture, type BrowserFixture } from './browser.js';

describe('the example of another application', () => {
  let fixture: BrowserFixture;
  let example: ChildProcess;
  let address: string;

  beforeAll(async () => {
    fixture = await openFixture();
    const port = String(await freePorts());
    address = `http://127.0.0.1:${port}`;
    example = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../docs/examples/embed-the-editor.mjs')],
      {
        env: {
          KONTOR_URL: fixture.kontor.url,
          KONTOR_USER: 'alice',
          KONTOR_PASSWORD: 'alice',
          PORT: port,
        },
      },
    );
    await once(example.stdout!, 'data');
  });

  afterAll(async () => {
    example.kill();
    await fixture.stop();
  });

  it('should edit a document in its own page, and Kontor should have the result', async () => {
    const title = '</script><b>Letter.txt'.replace('/', '|');
    const created = await fixture.kontor.fetchAs(
      'alice',
      `/api/documents?title=${encodeURIComponent(title)}`,
      {
        method: 'POST',
        body: 'Dear Bob',
      },
    );
    const { id } = (await created.json()) as { id: string };
    const page = await fixture.open();
    await page.goto(address);
    await page.getByRole('link', { name: title }).click();
    const frame = page.frameLocator('#editor').frameLocator('iframe');
    const text = frame.locator('#text:enabled');
    await text.press('Control+End');
    await page.keyboard.type(', see you');
    await frame.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByRole('status').getByText('Saved.').waitFor();
    const content = await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe('Dear Bob, see you');
  });
});
