import { setImmediate as nextTurn } from 'node:timers/promises';

let last: Promise<void> = Promise.resolve();

/**
 * A turn of the event loop that no other save gets. Sealing one stripe takes a millisecond or two: were eight saves to do
 * it in the same turn, every other request would wait for all of them.
 */
export const ownTurn = (): Promise<void> => (last = last.then(() => nextTurn()));
