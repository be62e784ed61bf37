import type { ComponentChildren } from 'preact';
import { Breadcrumb } from './breadcrumb.js';
import { useMessages, useViewer } from './viewer.js';

const PAGES = [
  ['people', '/admin/people'],
  ['groups', '/admin/groups'],
  ['applications', '/admin/applications'],
  ['connections', '/admin/connections'],
  ['settings', '/admin/settings'],
  ['audit', '/admin/audit'],
  ['status', '/status'],
] as const;

interface AdminFrameProps {
  readonly title: string;
  /** The list that the page is one of. */
  readonly above?: { readonly href: string; readonly title: string };
  readonly children: ComponentChildren;
}

/** The navigation of all pages of administration, and the heading of one. */
export function AdminFrame({ title, above, children }: AdminFrameProps) {
  const { admin } = useMessages();
  const { path } = useViewer();
  const here = path.split('?')[0] ?? '';
  /** A page that is reached by another one belongs where that one does. */
  const isWithin = (href: string) =>
    [here, above?.href ?? ''].some((each) => each === href || each.startsWith(`${href}/`));
  const currentOf = (href: string) =>
    href === here ? 'page' : isWithin(href) ? 'true' : undefined;
  return (
    <div class="admin">
      <nav class="admin-menu" aria-label={admin.title}>
        {PAGES.map(([name, href]) => (
          <a key={name} href={href} aria-current={currentOf(href)}>
            {admin.menu[name]}
          </a>
        ))}
      </nav>
      <section class="admin-page">
        {above && <Breadcrumb {...above} />}
        <h1>{title}</h1>
        {children}
      </section>
    </div>
  );
}

/** To the next entries, in the order of the list. */
export const MoreLink = ({ href }: { href: string | undefined }) => {
  const { admin } = useMessages();
  return href === undefined ? null : (
    <p class="admin-more">
      <a class="button" href={href}>
        {admin.more}
      </a>
    </p>
  );
};

/** The address with these values; empty ones are left out. */
export function addressOf(path: string, values: Readonly<Record<string, string>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
