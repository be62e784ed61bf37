/**
 * The thread of one directory. Each call does its whole work synchronously, so that a call which never returns
 * blocks this thread and nothing else. Node runs this file and those it imports directly, in tests without a build: only
 * erasable types, imports of Node's own modules, and of files by their own names.
 */
import { hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  parentPort,
  receiveMessageOnPort,
  workerData,
  type MessagePort,
} from 'node:worker_threads';
import type {
  Answer,
  Asked,
  LaneAnswer,
  LaneCall,
  LaneRequest,
  LaneStart,
  OpenedShard,
  PartOfShard,
} from './lane-calls.js';
import {
  codeOf,
  failureFrom,
  ignoring,
  isThere,
  makeRoot,
  notThere,
  PARTS,
  removeEmptyFolders,
  root,
} from './lane-files.directory.ts';
import { beginWalk, endWalk, nextKeys } from './lane-listing.directory.ts';
import { closePart, commitAll, syncAhead, withPart } from './lane-parts.directory.ts';

const { givenUp } = workerData as LaneStart;

/** A shard up to this is read whole when it is opened: every shard of a document of 250 KB in 4+2. */
const WHOLE_BYTES = 65_536;
/** Hash list, manifest and footer of a shard of 50 MB. */
const TAIL_BYTES = 16_384;
/** Of the requests that wait: so long, an answer to one waits for the syncs of others. */
const MOST_AT_ONCE = 16;

/** Commits run by `commitAll`. */
type Calls = { [C in Exclude<LaneCall, 'commit'>]: (asked: Asked<C>) => Answer<C> };

const calls: Calls = {
  parts: () => {
    makeRoot();
    return readdirSync(PARTS).map((name) => ({
      name,
      modifiedAtMs: statSync(join(PARTS, name)).mtimeMs,
    }));
  },
  dropParts: ({ names }) => {
    for (const name of names) unlinkSync(join(PARTS, name));
    return undefined;
  },
  look: () => {
    // A stat may be answered from a cache although the server is gone; a listing is not.
    readdirSync(PARTS);
    return undefined;
  },
  isFolder: () => statSync(root, { throwIfNoEntry: false })?.isDirectory() ?? false,
  write: (asked) => withPart(asked, (file) => ({ file })),
  discard: ({ part, key, file, isRenamed }) => {
    if (file !== undefined && !isRenamed) closePart(file);
    ignoring(['ENOENT'], () => unlinkSync(isRenamed ? join(root, key) : join(PARTS, part)));
    removeEmptyFolders(dirname(join(root, key)));
  },
  open: ({ key }) => openShard(key),
  fill: ({ file, at, into, isHashed }) => {
    let length = 0;
    const hashes = into.map((block) => {
      length += fill(file, block, at + length);
      return isHashed ? hash('sha256', block, 'buffer') : block;
    });
    return { length, ...(isHashed && { hashes }) };
  },
  read: ({ file, at, length }) => {
    const bytes = new Uint8Array(length);
    return { bytes: bytes.subarray(0, fill(file, bytes, at)) };
  },
  close: ({ file }) => closeSync(file) as undefined,
  remove: ({ key }) => {
    const file = join(root, key);
    try {
      unlinkSync(file);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || !isThere()) throw error;
    }
    removeEmptyFolders(dirname(file));
  },
  list: (asked) => ('walk' in asked ? nextKeys(asked.walk) : nextKeys(beginWalk(asked.prefix))),
  endList: ({ walk }) => endWalk(walk),
};

function openShard(key: string): OpenedShard {
  let file: number | undefined;
  try {
    // Without this, opening a pipe would block.
    file = openSync(join(root, key), constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    if (!stat.isFile()) throw notThere();
    const { size } = stat;
    const tail = new Uint8Array(size <= WHOLE_BYTES ? size : TAIL_BYTES);
    const filled = fill(file, tail, size - tail.length);
    // Truncated while it was read.
    if (filled < tail.length) throw notThere();
    if (tail.length === size) {
      closeSync(file);
      return { size, tail, file: undefined };
    }
    return { size, tail, file };
  } catch (error) {
    const opened = file;
    if (opened !== undefined) ignoring(undefined, () => closeSync(opened));
    throw codeOf(error) === 'ENOENT' && isThere() ? notThere() : error;
  }
}

function fill(file: number, into: Uint8Array, at: number): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(file, into, done, into.length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

/** Closes and removes what a call opened that was given up. */
function tidyUp({ call, asked }: LaneRequest, answer: unknown): void {
  const { file } = (answer ?? {}) as { file?: number };
  if (call === 'open' && file !== undefined) closeSync(file);
  if ((call === 'write' || call === 'commit') && file !== undefined) {
    calls.discard({ ...(asked as PartOfShard), file, isRenamed: false });
  }
}

const isGivenUp = ({ id }: LaneRequest): boolean => id <= Atomics.load(givenUp, 0);

function send(answer: LaneAnswer): void {
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(answer);
}

function answerTo(request: LaneRequest, outcome: Outcome, workedMs: number): void {
  if (isGivenUp(request)) {
    ignoring(undefined, () => tidyUp(request, outcome.answer ?? outcome.failure));
  }
  send({ id: request.id, ...outcome, workedMs });
}

type Outcome = Pick<LaneAnswer, 'answer' | 'failure'>;

function run({ call, asked }: LaneRequest): Outcome {
  try {
    return { answer: calls[call as keyof Calls](asked as never) };
  } catch (error) {
    return { failure: failureFrom(error) };
  }
}

const toCommit = (request: LaneRequest) => ({
  asked: request.asked as Asked<'commit'>,
  isGivenUp: () => isGivenUp(request),
});

/** This request, and those that wait behind it. */
function waitingRequests(port: MessagePort, first: LaneRequest): LaneRequest[] {
  const requests = [first];
  while (requests.length < MOST_AT_ONCE) {
    const next: { message: LaneRequest } | undefined = receiveMessageOnPort(port);
    if (next === undefined) break;
    requests.push(next.message);
  }
  return requests;
}

function serve(port: MessagePort, first: LaneRequest): void {
  const commits: LaneRequest[] = [];
  for (const request of waitingRequests(port, first)) {
    if (isGivenUp(request)) send({ id: request.id, workedMs: 0 });
    else if (request.call === 'commit') commits.push(request);
    else {
      const startedAtMs = performance.now();
      const outcome = run(request);
      answerTo(request, outcome, performance.now() - startedAtMs);
    }
  }
  if (commits.length > 0) {
    const startedAtMs = performance.now();
    const outcomes = commitAll(commits.map(toCommit));
    const eachMs = (performance.now() - startedAtMs) / commits.length;
    commits.forEach((request, i) => answerTo(request, outcomes[i] as Outcome, eachMs));
  }
  syncAhead();
}

const port = parentPort;
port?.on('message', (first: LaneRequest) => serve(port, first));
