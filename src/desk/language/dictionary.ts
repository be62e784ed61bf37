import type { Cause, CauseCode } from '../../connections/index.js';
import type { english } from './english.js';

export type { Cause };

/**
 * All texts of the pages in one language; English defines which there are. The English causes of failing
 * connections live in `connections`, because the command line prints them too.
 */
export type Messages = typeof english & { readonly causes: Readonly<Record<CauseCode, Cause>> };
