import { FakeConnector } from '../fakes/fake-connector.js';
import {
  DocumentServerSimulator,
  type EditorConfig,
  type DocumentServerOptions,
} from '../../playground/index.js';

export const SECRET = 'a secret that is long enough for tests';

export interface OpeningWishes {
  readonly key?: string;
  readonly user?: string;
  readonly mode?: 'edit' | 'view';
  readonly fileType?: string;
  readonly callback?: boolean;
  readonly claims?: object;
}

/** A simulator and something for it to talk to, with short delays. */
export class SimulatorFixture implements AsyncDisposable {
  private constructor(
    readonly connector: FakeConnector,
    readonly server: DocumentServerSimulator,
  ) {}

  static async lay(options: Partial<DocumentServerOptions> = {}): Promise<SimulatorFixture> {
    const server = await DocumentServerSimulator.start({
      jwtSecret: SECRET,
      saveDelayMs: 30,
      retryDelaysMs: [10, 20, 40],
      downloadRetryDelayMs: 5,
      ...options,
    });
    return new SimulatorFixture(await FakeConnector.start(), server);
  }

  config({ key = 'k1', user = 'u1', mode = 'edit', ...wishes }: OpeningWishes = {}): EditorConfig {
    const fileType = wishes.fileType ?? 'txt';
    return {
      documentType: 'word',
      document: {
        key,
        url: `${this.connector.url}/doc/small.${fileType}?v=1`,
        fileType,
        title: `small.${fileType}`,
        permissions: { edit: mode === 'edit' },
      },
      editorConfig: {
        ...(wishes.callback === false
          ? {}
          : { callbackUrl: `${this.connector.url}/callback?user=${user}` }),
        mode,
        user: { id: user, name: user === 'u1' ? 'User One' : 'User Two' },
      },
    };
  }

  open(wishes: OpeningWishes = {}) {
    return this.server.connect(this.config(wishes));
  }

  async command(claims: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.server.url}/command`, {
      method: 'POST',
      body: JSON.stringify({ token: this.server.sign(claims, 'inbox') }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.dispose();
    await this.connector[Symbol.asyncDispose]();
  }
}
