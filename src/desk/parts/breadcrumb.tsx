import { Icon } from './icon.js';

/** The way back to the page above. */
export function Breadcrumb({ href, title }: { readonly href: string; readonly title: string }) {
  return (
    <p class="breadcrumb">
      <a href={href}>
        <Icon name="back" />
        {title}
      </a>
    </p>
  );
}
