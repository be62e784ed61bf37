import { z } from 'zod';
import type { ListedSubmission } from './list-submissions.use-case.js';

export const submissionsQuery = z.strictObject({
  editing_session_id: z.string().max(128).optional().describe('Only what came from this session'),
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
    .describe('Newest first; at most 200'),
});

export const submissionToWire = (submission: ListedSubmission) => ({
  document_id: submission.documentId,
  title: submission.title,
  editing_session_id: submission.editingSessionId,
  submitted_at: new Date(submission.createdAtMs).toISOString(),
});
