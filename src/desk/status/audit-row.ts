import type { AuditExtent, AuditState } from '../../audit/index.js';
import { LANGUAGE_TAGS } from '../language/locale.js';
import type { Messages } from '../language/messages.js';
import type { RequestContext } from '../request-context.decorator.js';
import type { StatusRow } from './status-page.js';

type Context = Pick<RequestContext, 'locale' | 'messages'>;

/** The audit log: whether it is whole, how long it is, and when it was last written, verified and sealed. */
export function auditRow(state: AuditState, extent: AuditExtent, context: Context): StatusRow {
  const { admin, status } = context.messages;
  const { entries, lastEntry } = status.audit;
  const count = new Intl.NumberFormat(LANGUAGE_TAGS[context.locale]).format(extent.entries);
  const { light, fault, fix } = standingOf(state, context);
  const sentence = [fault, entries(extent.entries, count)].filter((each) => each !== '').join(' ');
  const last = extent.lastEntryAtMs === 0 ? [] : [{ text: lastEntry, atMs: extent.lastEntryAtMs }];
  const times = [...last, ...proofsOf(state, extent, context.messages)];
  return { name: admin.menu.audit, light, sentence, fix, times };
}

function standingOf(
  { fault, isReported, isLate, waiting }: AuditState,
  { locale, messages }: Context,
): Pick<StatusRow, 'light' | 'fix'> & { readonly fault: string } {
  const { audit } = messages.status;
  const broken = { light: 'down', fix: audit.brokenFix } as const;
  if (fault !== undefined) {
    const place = new Intl.NumberFormat(LANGUAGE_TAGS[locale]).format(fault.position);
    return { ...broken, fault: audit.broken(audit.faults[fault.kind](place)) };
  }
  if (isReported) return { ...broken, fault: audit.reported };
  if (isLate) return { light: 'attention', fix: audit.lateFix, fault: audit.late(waiting) };
  return { light: 'ok', fix: undefined, fault: '' };
}

/** The verification of an empty log, as at the first start, says nothing of what was written since. */
function proofsOf(
  { verified, verifiedAtMs, fault }: AuditState,
  { sealedAtMs }: AuditExtent,
  { status: { audit } }: Messages,
): NonNullable<StatusRow['times']> {
  const isVerified = verified > 0 || fault !== undefined;
  return [
    isVerified ? { text: audit.verified, atMs: verifiedAtMs } : { text: audit.notVerified },
    sealedAtMs > 0 ? { text: audit.sealed, atMs: sealedAtMs } : { text: audit.notSealed },
  ];
}
