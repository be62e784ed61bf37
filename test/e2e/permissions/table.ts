import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of routes.txt. */
export interface Row {
  /** As the router has it: `GET /api/documents/:id`. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly needs: readonly string[];
  readonly answers: readonly number[];
  readonly desktop: readonly string[];
}

export const ROLES = ['viewer', 'commenter', 'form-filler', 'reviewer', 'editor'] as const;
export type Role = (typeof ROLES)[number];

/** What each role may do, written down a second time: the product has it in src/documents/rights.ts. */
const RIGHTS: Readonly<Record<Role | 'owner', string>> = {
  viewer: 'read',
  commenter: 'read comment',
  'form-filler': 'read fill',
  reviewer: 'read comment review',
  editor: 'read comment fill review edit',
  owner: 'read comment fill review edit share own',
};

export const SWITCHES = ['download', 'print', 'copy'] as const;
export type Switch = (typeof SWITCHES)[number];

/** Who asks. */
export interface Caller {
  readonly name: string;
  readonly kind: 'person' | 'unknown' | 'document-server' | 'desktop';
  /** Of a person; without one they have no access. */
  readonly role?: Role | 'owner';
  /** What the share keeps back. */
  readonly off?: Switch | undefined;
  readonly isAdmin?: boolean;
  /** They have their role by a group that the document is shared with, and no share of their own. */
  readonly isMember?: boolean;
  /** Of a desktop program: what its token is for. It acts for the owner. */
  readonly action?: string;
  /** The same account, with other switches: asked only about documents. */
  readonly isVariant?: boolean;
}

export type Outcome = 'allowed' | 401 | 403 | 404;

export function rowsOfTable(): readonly Row[] {
  const text = readFileSync(join(import.meta.dirname, 'routes.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [method = '', path = '', needs = '', answers = '', desktop = ''] = line.split(/\s+/);
    return {
      route: `${method} ${path}`,
      ...{ method, path, needs: needs.split('+') },
      answers: answers.split('|').map(Number),
      desktop: desktop.split(',').filter((action) => action !== ''),
    };
  });
}

const NO_RIGHTS = 'anybody signed-in administrator theirs template capability probe client'.split(
  ' ',
);

export const isAboutDocument = ({ needs: [first = ''] }: Row): boolean =>
  !NO_RIGHTS.includes(first);

/** What the table says to this caller. */
export function expectedOf(row: Row, caller: Caller): Outcome {
  const [needs] = row.needs;
  if (needs === 'anybody') return 'allowed';
  if (needs === 'probe') return 403;
  if (needs === 'client') return 401;
  if (needs === 'capability') return caller.kind === 'document-server' ? 'allowed' : 403;
  if (caller.kind === 'desktop' && row.desktop.length > 0)
    return row.desktop.includes(caller.action ?? '') ? 'allowed' : 403;
  return caller.kind === 'person' ? expectedOfPerson(row, caller) : 401;
}

function expectedOfPerson(row: Row, { role, off, isAdmin }: Caller): Outcome {
  const [needs] = row.needs;
  if (needs === 'signed-in') return 'allowed';
  if (needs === 'administrator') return isAdmin === true ? 'allowed' : 403;
  if (needs === 'theirs') return role === 'owner' ? 'allowed' : 404;
  if (needs === 'template') {
    if (role === 'owner') return 'allowed';
    return isAdmin === true ? 403 : 404;
  }
  if (needs === 'own-or-admin' && isAdmin === true) return 'allowed';
  if (role === undefined) return 404;
  if (needs === 'own-or-admin') return role === 'owner' ? 'allowed' : 403;
  const rights = [...RIGHTS[role].split(' '), ...SWITCHES.filter((name) => name !== off)];
  return row.needs.every((right) => rights.includes(right)) ? 'allowed' : 403;
}
