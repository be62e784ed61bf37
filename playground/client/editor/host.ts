/** The page around the frame, reached through api.js. */
export class Host {
  /** Known from the first message on; before it, only the harmless `onAppReady` is told. */
  #origin = '*';

  emit(event: string, data?: unknown): void {
    parent.postMessage({ event, data }, this.#origin);
  }

  /** Listens to the parent only; the first to speak is the one that is spoken to. */
  listen(act: (command: string, data: unknown) => void): void {
    addEventListener('message', ({ source, origin, data }: MessageEvent) => {
      if (source !== parent || (this.#origin !== '*' && origin !== this.#origin)) return;
      this.#origin = origin;
      const { command, data: argument } = data as { command: string; data?: unknown };
      act(command, argument);
    });
  }
}
