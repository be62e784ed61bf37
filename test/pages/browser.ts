import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import {
  chromium,
  type BrowserContext,
  type BrowserContextOptions,
  type Frame,
  type FrameLocator,
  type Page,
} from 'playwright-core';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const START_MS = 300_000;
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export interface BrowserFixture {
  readonly kontor: RunningKontor;
  /** A new browser window, signed in as nobody or as the person named. */
  open(username?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What windows complained about: console errors, refused by policy, uncaught. Read and emptied. */
  complaints(): string[];
  /** Closes what was opened, so that one test's windows do not ask on behind the next one. */
  closeWindows(): Promise<void>;
  stop(): Promise<void>;
}

/** Kontor and a real Chromium to look at its pages. */
export async function openFixture(env: Record<string, string> = {}): Promise<BrowserFixture> {
  const kontor = await startKontor(env);
  const profile = await mkdtemp(join(tmpdir(), 'kontor-chromium-'));
  const first = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: FLAGS,
  });
  const browser = first.browser()!;
  const errors: string[] = [];
  const contexts: BrowserContext[] = [];
  const closeWindows = async (): Promise<void> => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  };
  return {
    kontor,
    async open(username, options = {}) {
      const context = await browser.newContext({
        baseURL: kontor.url,
        locale: 'en-GB',
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      // Shorter than the test's own limit: what was waited for in vain is then named.
      page.setDefaultTimeout(90_000);
      listen(page, errors);
      if (username !== undefined) await signIn(page, username);
      return page;
    },
    complaints: () => errors.splice(0),
    closeWindows,
    async stop() {
      await closeWindows();
      await first.close();
      await kontor.stop();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * The same for the tests of one `describe`, from before the first until after the last. A test fails when a page
 * complained; `expected`: of what the tests bring about.
 */
export function useFixture(expected?: RegExp): Omit<BrowserFixture, 'closeWindows' | 'stop'> {
  let started: BrowserFixture;
  beforeAll(async () => {
    started = await openFixture();
  }, START_MS);
  afterEach(async () => {
    await started.closeWindows();
    const complaints = started.complaints();
    expect(complaints.filter((text) => expected?.test(text) !== true)).toEqual([]);
  });
  afterAll(() => started.stop());
  return {
    get kontor() {
      return started.kontor;
    },
    open: (username, options) => started.open(username, options),
    complaints: () => started.complaints(),
  };
}

/** The Document Server's own page: in the frame of its origin, in the frame of ours. */
export const editorIn = (page: Page): FrameLocator =>
  page.frameLocator('.editor-frame').frameLocator('iframe');

/** The same as a frame, ready to type into. */
export async function editorFrameOf(page: Page, options?: { timeout: number }): Promise<Frame> {
  await editorIn(page).locator('#text:enabled').waitFor(options);
  const frame = page.frames().find((each) => each.url().includes('/web-apps/'));
  if (frame === undefined) throw new Error('the editor has no frame');
  return frame;
}

/** Waits until the editor has this text: while the page opens another version, the frame of the one before goes. */
export async function editorShows(page: Page, text: string): Promise<void> {
  for (;;) {
    const frame = await editorFrameOf(page);
    const shown = frame.waitForFunction(
      (wanted) => document.querySelector<HTMLTextAreaElement>('#text')?.value === wanted,
      text,
    );
    try {
      await shown;
      return;
    } catch (error) {
      if (!frame.isDetached()) throw error;
    }
  }
}

export async function signIn(page: Page, username: string, password = username): Promise<void> {
  await page.goto('/login');
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', password);
  await page.click('main button');
  await page.waitForURL((url) => url.pathname !== '/login');
}

function listen(page: Page, errors: string[]): void {
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // Without its host: a port has digits that could be taken for a status.
    const place = URL.parse(message.location().url)?.pathname ?? 'no address';
    errors.push(`${message.text()} (${place})`);
  });
  page.on('pageerror', (error) => errors.push(String(error)));
}
