import type { ShareSwitches } from '../rights.js';

/** What a share allows beside its role: 1 or 0. */
export interface RightsColumns {
  may_download: number;
  may_print: number;
  may_copy: number;
}

export const switchesOf = (row: RightsColumns): ShareSwitches => ({
  download: row.may_download === 1,
  print: row.may_print === 1,
  copy: row.may_copy === 1,
});
