import { z } from 'zod';
import {
  cursorOf,
  cursorText,
  cursorBigint,
  nextCursor,
  pageQuery,
} from '../../platform/http/paging.js';
import type { ReleasePage } from './list-key-releases.use-case.js';

const time = z.iso.datetime().describe('UTC, RFC 3339');

const rfc3339 = (ms: number): string => new Date(ms).toISOString();

export const releasesQuery = z.strictObject(pageQuery(z.tuple([cursorBigint, cursorText])));
export type ReleasesQuery = z.output<typeof releasesQuery>;

export const releasesSchema = z.object({
  releases: z
    .array(
      z.object({
        session_id: z.string(),
        username: z.string(),
        version: z.int(),
        released_at: time,
        until: time,
        ended_at: time.nullable().describe('When the last editor left, if that was before'),
        fetches: z.int().describe('How often the Document Server was given the file'),
        last_fetched_at: time.nullable(),
      }),
    )
    .describe('Newest first; of the last ninety days'),
  next_cursor: nextCursor,
});

export const releasesToWire = ({ releases, next }: ReleasePage) => ({
  releases: releases.map((release) => ({
    session_id: release.sessionId,
    username: release.person.username,
    version: release.versionNumber,
    released_at: rfc3339(release.releasedAtMs),
    until: rfc3339(release.untilMs),
    ended_at: release.endedAtMs === null ? null : rfc3339(release.endedAtMs),
    fetches: release.fetches,
    last_fetched_at: release.lastFetchedAtMs === null ? null : rfc3339(release.lastFetchedAtMs),
  })),
  next_cursor: cursorOf(next && [next.releasedAtMs, next.sessionId]),
});

/** Of the two addresses of a session. */
export const capabilityQuery = z.looseObject({
  cap: z
    .string()
    .max(4096)
    .catch('')
    .describe('The capability: valid for this purpose and session only'),
});

export type CapabilityQuery = z.output<typeof capabilityQuery>;
