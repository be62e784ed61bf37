import type { Connection } from './connection.js';
import type { Connections } from './connections.js';
import { noSuchConnection } from './connections.errors.js';

/** Tries one system now. */
export class TestConnection {
  constructor(private readonly connections: Connections) {}

  async execute(name: string): Promise<Connection> {
    const connection = await this.connections.test(name);
    if (connection === undefined) throw noSuchConnection(name, this.connections.names);
    return connection;
  }
}
