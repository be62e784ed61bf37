import { open, readFile, type FileHandle } from 'node:fs/promises';

const PIECE_BYTES = 256 * 1024;
/** Much of a process is empty, and quickly seen to be. */
const ZEROS = Buffer.alloc(PIECE_BYTES);
/** More than the longest needle: a hit across two pieces is found in the second. */
const OVERLAP_BYTES = 4096;

export interface MemoryHit {
  readonly needle: string;
  /** What the region is, and what surrounds the hit: to find out where the copy comes from. */
  readonly region: string;
  readonly around: string;
}

interface Region {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/**
 * Looks for byte sequences in the memory of a running process (Linux; one's own child). Reads what the process
 * could have written: anonymous memory, stacks, heaps, private copies of files.
 */
export async function findInMemory(
  pid: number,
  needles: ReadonlyMap<string, Buffer>,
): Promise<MemoryHit[]> {
  const memory = await open(`/proc/${pid}/mem`, 'r');
  try {
    const hits: MemoryHit[] = [];
    for (const region of await writableRegions(pid))
      for await (const bytes of piecesOf(memory, region))
        hits.push(...hitsIn(bytes, region, needles));
    return hits;
  } finally {
    await memory.close();
  }
}

async function* piecesOf(memory: FileHandle, { start, end }: Region): AsyncGenerator<Buffer> {
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = start; at < end; at += PIECE_BYTES - OVERLAP_BYTES) {
    const { bytesRead } = await memory
      .read(piece, 0, Math.min(PIECE_BYTES, end - at), at)
      // Some regions cannot be read by anybody; none of them is ordinary memory.
      .catch(() => ({ bytesRead: 0 }));
    const bytes = piece.subarray(0, bytesRead);
    if (!isZero(bytes)) yield bytes;
  }
}

const isZero = (bytes: Buffer): boolean => bytes.equals(ZEROS.subarray(0, bytes.length));

function hitsIn(
  bytes: Buffer,
  { name: region }: Region,
  needles: ReadonlyMap<string, Buffer>,
): MemoryHit[] {
  return [...needles].flatMap(([needle, pattern]) => {
    const at = bytes.indexOf(pattern);
    if (at < 0) return [];
    const around = bytes.toString('latin1', Math.max(0, at - 100), at + pattern.length + 60);
    return [{ needle, region, around: around.replaceAll(/[^ -~]+/g, '·') }];
  });
}

async function writableRegions(pid: number): Promise<Region[]> {
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8');
  return maps.split('\n').flatMap((line) => {
    const [, start, end, access, name] =
      /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
    if (start === undefined || end === undefined || !access?.startsWith('rw')) return [];
    return [{ start: parseInt(start, 16), end: parseInt(end, 16), name: name || 'anonymous' }];
  });
}
