/** What a URL for the desktop is good for. */
export const DESKTOP_ACTIONS = ['oneoffixx', 'checkout', 'view'] as const;
export type DesktopAction = (typeof DESKTOP_ACTIONS)[number];

/** What a desktop program may do in somebody's name: one action, on these documents. */
export interface DesktopGrant {
  readonly action: DesktopAction;
  readonly documents: readonly string[];
}
