import { ask, Refused, tell } from './answers.js';
import type { Identity } from './age.js';

export interface Sealing {
  readonly id: string;
  readonly kind: 'passphrase' | 'passkey';
  readonly label: string;
  readonly hint: string | null;
  readonly sealed: string;
}

export interface MyIdentity {
  readonly recipient: string;
  readonly custody: 'managed' | 'zero-knowledge';
  readonly kit_checked_at: string | null;
  readonly sealings: readonly Sealing[];
}

const PATH = '/api/me/identity';

export async function myIdentity(): Promise<MyIdentity | undefined> {
  try {
    return await ask<MyIdentity>(PATH);
  } catch (error) {
    if (error instanceof Refused && error.code === 'access/no-identity') return undefined;
    throw error;
  }
}

export const register = ({ recipient }: Identity, sealing: Omit<Sealing, 'id'>) =>
  tell<MyIdentity>('PUT', PATH, { recipient, sealings: [sealing] });

export const change = (values: { custody?: MyIdentity['custody']; kit_checked?: true }) =>
  tell<MyIdentity>('PATCH', PATH, values);

export const addSealing = (sealing: Omit<Sealing, 'id'>) =>
  tell<Sealing>('POST', `${PATH}/sealings`, sealing);

export const replaceSealing = (id: string, sealed: string) =>
  tell<void>('PUT', `${PATH}/sealings/${id}`, { sealed });

export const removeSealing = (id: string) =>
  ask<void>(`${PATH}/sealings/${id}`, { method: 'DELETE' });
