import { z } from 'zod';
import type { NamedLock } from './lock-document.use-case.js';
import type { DesktopStatus } from './show-desktop-status.use-case.js';

/** A wish: whoever cannot lock cannot save, so nothing here is a reason to refuse. */
export const lockBody = z
  .object({ timeout: z.number().int().min(1).max(86_400).optional().catch(undefined) })
  .catch({ timeout: undefined });

/** What a person typed, as every database can hold it. */
const typed = z.string().transform((text) => text.toWellFormed().replaceAll('\0', ''));

export const checkInBody = z.object({ comment: typed.nullable().optional() });

export const lockSchema = z.object({
  locked: z.boolean(),
  stealable: z.boolean(),
  creator: z.string().optional().describe('Username; compare it with your own'),
  time: z.number().optional().describe('Seconds since 1970'),
  token: z.string().optional(),
  name: z.string().optional(),
  timeout: z.int().optional().describe('Seconds'),
});

export const lockToWire = (lock: NamedLock | undefined): z.infer<typeof lockSchema> =>
  lock === undefined
    ? { locked: false, stealable: true }
    : {
        locked: true,
        stealable: false,
        creator: lock.username,
        time: lock.sinceMs / 1000,
        token: lock.token,
        name: 'plone.locking.stealable',
        timeout: lock.timeoutSeconds,
      };

export const statusSchema = z.object({
  int_id: z.int(),
  title: z.string(),
  checkout_collaborators: z.array(z.string()).describe('Whole: who has it open at this moment'),
  checked_out: z.boolean(),
  checked_out_collaboratively: z.boolean(),
  checked_out_by: z.string().nullable(),
  bumblebee_checksum: z.string().nullable().describe('Names the content'),
  locked: z.boolean(),
  locked_by: z.string().nullable(),
  lock_time: z.number().nullable().describe('Seconds since 1970'),
  lock_timeout: z.int().nullable().describe('Seconds'),
  file_mtime: z.number().nullable().describe('Seconds since 1970'),
  review_state: z.enum(['document-state-shadow', 'document-state-draft']),
});

export const statusToWire = ({
  view: { document, head, editors },
  checkout,
  checkedOutBy,
  lock,
  lockedBy,
}: DesktopStatus): z.infer<typeof statusSchema> => ({
  int_id: numberOf(document.id),
  title: document.title,
  checkout_collaborators: editors.map(({ username }) => username),
  checked_out: checkout !== undefined || editors.length > 0,
  checked_out_collaboratively: editors.length > 0,
  checked_out_by: checkedOutBy ?? null,
  bumblebee_checksum: head?.id ?? null,
  locked: lock !== undefined,
  locked_by: lockedBy ?? null,
  lock_time: lock === undefined ? null : lock.sinceMs / 1000,
  lock_timeout: lock?.timeoutSeconds ?? null,
  file_mtime: head === undefined ? null : head.createdAtMs / 1000,
  review_state: document.state === 'shadow' ? 'document-state-shadow' : 'document-state-draft',
});

/** Programs want a whole number: the random end of the id, 48 bits, the same each time. */
const numberOf = (documentId: string): number => Number.parseInt(documentId.slice(-12), 16);
