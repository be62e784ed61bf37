import { z } from 'zod';
import { ID_PATTERN } from '../../platform/clock/ids.js';
import { cursorOf, cursorBigint, nextCursor, pageQuery } from '../../platform/http/paging.js';
import type { TitledPage } from '../../documents/index.js';
import type { FormSubmission, SubmissionFilter } from './form-submissions.repository.js';

export const submissionsQuery = z.strictObject({
  editing_session_id: z.string().max(128).optional().describe('Only what came from this session'),
  ...pageQuery(z.tuple([cursorBigint, z.string().regex(ID_PATTERN)])),
});
export type SubmissionsQuery = z.output<typeof submissionsQuery>;

export const submissionsSchema = z.object({
  submissions: z
    .array(
      z.object({
        document_id: z.string().describe('What the filled-in form became'),
        title: z.string(),
        editing_session_id: z.string(),
        submitted_at: z.iso.datetime().describe('UTC, RFC 3339'),
      }),
    )
    .describe('Newest first'),
  next_cursor: nextCursor,
});

const submissionToWire = (submission: FormSubmission & { readonly title: string }) => ({
  document_id: submission.documentId,
  title: submission.title,
  editing_session_id: submission.editingSessionId,
  submitted_at: new Date(submission.createdAtMs).toISOString(),
});

export const submissionsToWire = ({
  rows,
  next,
}: TitledPage<FormSubmission>): z.infer<typeof submissionsSchema> => ({
  submissions: rows.map(submissionToWire),
  next_cursor: cursorOf(next && [next.createdAtMs, next.documentId]),
});

export const submissionFilterOf = ({
  editing_session_id: editingSessionId,
  cursor,
  limit,
}: SubmissionsQuery): SubmissionFilter => ({
  ...{ editingSessionId, limit },
  after: cursor && { createdAtMs: cursor[0], documentId: cursor[1] },
});
