import { z } from 'zod';
import type { ShownStorage } from './storage-administration.use-case.js';

const count = z.int().min(0);
const time = z.iso.datetime().nullable();

export const storageSchema = z
  .object({
    counted_at: z.iso
      .datetime()
      .describe(
        'when the numbers were counted: they are kept for five seconds, on large installations longer',
      ),
    objects: count.describe('stored versions and their parts'),
    queue: z.object({
      waiting: count.describe('versions that wait for repair, those under repair included'),
      under_repair: count,
    }),
    at_risk: z.object({
      count: count.describe('versions with no more whole shards than they need'),
      unrecoverable: count.describe('of those: with fewer'),
      versions: z
        .array(
          z.object({
            document_id: z.string(),
            title: z
              .string()
              .nullable()
              .describe('null where the administrator does not see the document'),
            version_id: z.string(),
            shards: z.object({ present: count, required: count, total: count }),
          }),
        )
        .describe('the first fifty, fewest whole shards first'),
    }),
    scrub: z.object({
      requested_at: time,
      since: time.describe('shards verified before this are due'),
      done: count,
      total: count,
    }),
    strays: z
      .record(z.string(), count)
      .describe('entries at providers without a row, by kind; adoptable and unknown ones are kept'),
    thinning: z
      .object({
        on: z.boolean(),
        removed: count.describe('steps of editing sessions that were removed so far'),
        freed_bytes: count.describe('what that freed at the providers'),
        last_pass_at: time,
      })
      .nullable(),
    providers: z
      .array(
        z.object({
          name: z.string(),
          state: z.enum(['active', 'draining', 'drained', 'gone']),
          ok: z.boolean(),
          trouble: z.string().nullable(),
          shards: count,
          missing: count,
          bytes: count,
          verified_since: time.describe('since when every shard there was verified at least once'),
        }),
      )
      .describe('Whole: those of the settings, and those that shards still lie with'),
  })
  .meta({ id: 'Storage' });
export type StorageBody = z.infer<typeof storageSchema>;

export const toStorage = (view: ShownStorage): StorageBody => ({
  counted_at: new Date(view.countedAtMs).toISOString(),
  objects: view.objects,
  queue: { waiting: view.queued, under_repair: view.underRepair },
  at_risk: {
    count: view.atRisk,
    unrecoverable: view.unrecoverable,
    versions: view.atRiskObjects.map(({ documentId, versionId, title, ...shards }) => ({
      document_id: documentId,
      title: title ?? null,
      version_id: versionId,
      shards,
    })),
  },
  scrub: {
    requested_at: moment(view.scrub.requestedAtMs),
    since: moment(view.scrub.sinceMs),
    done: view.scrub.done,
    total: view.scrub.total,
  },
  strays: Object.fromEntries(view.orphans),
  thinning:
    view.thinning === undefined
      ? null
      : {
          on: view.thinning.isOn,
          removed: view.thinning.removed,
          freed_bytes: view.thinning.freedBytes,
          last_pass_at: moment(view.thinning.passedAtMs),
        },
  providers: view.providers.map((each) => ({
    name: each.provider,
    state: each.state,
    ok: each.state !== 'gone' && each.trouble === undefined,
    trouble: each.trouble ?? null,
    shards: each.shards,
    missing: each.missing,
    bytes: each.bytes,
    verified_since: moment(each.scrubbedSinceMs),
  })),
});

const moment = (ms: number): string | null => (ms === 0 ? null : new Date(ms).toISOString());
