import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actor } from '../../platform/identity/actor.js';
import type { FormatOptions } from '../language/formatting.js';
import { MESSAGES, type Messages } from '../language/messages.js';

/** Who views the page, with their language and time zone. */
export interface Viewer extends FormatOptions {
  readonly actor: Actor | undefined;
  /** Path and query of the page, for coming back to it. */
  readonly path: string;
  readonly nowMs: number;
}

const ViewerContext = createContext<Viewer>({
  locale: 'en',
  timeZone: 'UTC',
  actor: undefined,
  path: '/',
  nowMs: 0,
});

export const ViewerProvider = ViewerContext.Provider;
export const useViewer = (): Viewer => useContext(ViewerContext);
export const useMessages = (): Messages => MESSAGES[useViewer().locale];
