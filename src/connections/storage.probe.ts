import { transportFaultOf } from '../platform/http/transport-fault.js';
import type { ProviderFailure, ProviderProofs, ProviderSettings } from '../storage/index.js';
import { found, type Found } from './found.js';
import { fails, works, type Finding } from './connection.js';

/** A durable write at one provider, as a save does it. */
export async function findProvider(
  provider: ProviderSettings,
  proofs: ProviderProofs,
): Promise<Finding> {
  const failure = await proofs.prove(provider.name);
  return failure === undefined
    ? works(proofs.noteOf(provider.name))
    : fails(causeOf(failure, provider));
}

function causeOf({ fault, word, cause }: ProviderFailure, provider: ProviderSettings): Found {
  const { name } = provider;
  const upper = name.toUpperCase().replaceAll('-', '_');
  const facts = { name, word, upper };
  const transport = fault === 'provider-failed' ? transportFaultOf(cause) : undefined;
  if (transport === undefined || provider.kind !== 's3') return found(fault, facts);
  const address = provider.endpoint ?? `s3 (${provider.region})`;
  const setting = `the endpoint of provider ${name} in KONTOR_STORAGE`;
  return found(transport, { ...facts, address, setting, authority: 'NODE_EXTRA_CA_CERTS' });
}
