import { Option } from 'commander';
import type { NamedAccount } from '../access/index.js';

/** Of commands whose arguments name people. */
export interface ById {
  readonly byId?: boolean;
}

export const byId = (): Option =>
  new Option('--by-id', 'people are named by the ids of their accounts, whoever has a name by now');

export const meant = (person: string, { byId: isId = false }: ById): NamedAccount =>
  isId ? { id: person } : person;

export const spoken = (person: NamedAccount): string =>
  typeof person === 'string' ? person : person.id;
