import type { Connection } from './connection.js';
import type { Connections } from './connections.js';

/** What was tried since is shown as it is; anything older is tried again, and waited for that long. */
const FRESH_MS = 5_000;
const PATIENCE_MS = 3_000;

/** For pages and programs: as found last, tried again when that is some seconds ago. */
export class ShowConnections {
  constructor(private readonly connections: Connections) {}

  execute(): Promise<readonly Connection[]> {
    return this.connections.freshened(FRESH_MS, PATIENCE_MS);
  }
}
