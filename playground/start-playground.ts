import { DocumentServerSimulator } from './document-server-simulator.js';
import { OneoffixxSimulator } from './oneoffixx-simulator.js';
import {
  playgroundSettings,
  writeCredentials,
  type Env,
  type PlaygroundSettings,
} from './playground-settings.js';

export interface Playground {
  /** The settings for Kontor: the people and the URLs of the simulators. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops the simulators. */
  dispose(): Promise<void>;
}

/** Starts the simulators. Kontor must be started with the returned settings and with `--playground`. */
export async function startPlayground(given: Env): Promise<Playground> {
  const settings = playgroundSettings(given);
  await writeCredentials(settings);
  const dispose = await startSimulators(settings);
  return { env: settings.env, dispose };
}

/** Returns what stops them. */
export async function startSimulators({
  documentServer,
  oneoffixx,
}: PlaygroundSettings): Promise<() => Promise<void>> {
  const simulators: { dispose(): Promise<void> }[] = [];
  const dispose = async () => {
    await Promise.all(simulators.map((simulator) => simulator.dispose()));
  };
  try {
    if (documentServer) simulators.push(await DocumentServerSimulator.start(documentServer));
    if (oneoffixx) simulators.push(await OneoffixxSimulator.start(oneoffixx));
  } catch (error) {
    await dispose();
    throw error;
  }
  return dispose;
}
