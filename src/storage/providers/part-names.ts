import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** A part of another host that is older than this belongs to nobody. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** Part files carry who writes them, so that a start sweeps those of dead processes and no others. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
export const partName = (): string => `${host}-${process.pid}-${randomBytes(8).toString('hex')}`;

export function isAbandoned(name: string, modifiedAtMs: number, nowMs: number): boolean {
  const [itsHost, pid] = name.split('-');
  if (itsHost !== host) return nowMs - modifiedAtMs > ABANDONED_AFTER_MS;
  return !isAlive(Number(pid));
}

/** Our own number counts as dead: we have not written yet, so the part is of an earlier life in a container. */
function isAlive(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
