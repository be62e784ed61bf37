import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 50;
/** A minute: an instance, or PostgreSQL, is back by then. */
const ATTEMPTS = 1_200;

type Tell = () => Promise<{ status: number; error?: number } | undefined>;

/** Repeats what failed because an instance was killed or a store was unavailable, and counts the repetitions. */
export class Patience {
  again = 0;

  /** Repeats the same delivery until it is accepted, as the Document Server does. */
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
