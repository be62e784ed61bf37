import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actor } from '../../platform/identity/actor.js';
import type { Region } from '../language/moments.js';
import { WORDS, type Words } from '../language/words.js';

/** Who looks at the page, and how they read. */
export interface Reader extends Region {
  readonly actor: Actor | undefined;
  /** Path and query of the page, for coming back to it. */
  readonly path: string;
  readonly nowMs: number;
}

const ReaderContext = createContext<Reader>({
  locale: 'en',
  timeZone: 'UTC',
  actor: undefined,
  path: '/',
  nowMs: 0,
});

export const ReaderProvider = ReaderContext.Provider;
export const useReader = (): Reader => useContext(ReaderContext);
export const useWords = (): Words => WORDS[useReader().locale];
