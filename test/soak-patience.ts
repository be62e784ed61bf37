import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 50;
/** A minute: an instance, or PostgreSQL, is back by then. */
const ATTEMPTS = 1_200;

type Tell = () => Promise<{ status: number; error?: number } | undefined>;

/** Does again what met a killed instance, or a store that was away, and counts how often. */
export class Patience {
  again = 0;

  /** As the Document Server does: the same again, until it is taken over. */
  untilAccepted(tell: Tell): Promise<void> {
    return this.until(async () => {
      const answer = await tell();
      if (answer?.status !== 200 || answer.error !== 0) throw new Error(JSON.stringify(answer));
    });
  }

  /** As a person does. */
  async until<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        this.again += 1;
        await delay(PAUSE_MS);
      }
    }
  }
}
