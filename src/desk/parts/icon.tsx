import { useMessages } from './viewer.js';

/** Line icons on a 20 px grid; always beside a text, so never announced. */
const PATHS = {
  upload:
    'M10 13V4m0 0L6.5 7.5M10 4l3.5 3.5M4 12.5V15a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 16 15v-2.5',
  download:
    'M10 4v9m0 0 3.5-3.5M10 13 6.5 9.5M4 12.5V15a1.5 1.5 0 0 0 1.5 1.5h9A1.5 1.5 0 0 0 16 15v-2.5',
  convert: 'M4 7.5h10m0 0-3-3m3 3-3 3M16 12.5H6m0 0 3-3m-3 3 3 3',
  plus: 'M10 4.5v11M4.5 10h11',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  changes: 'M4 5.5h7M4 10h4M4 14.5h4m3.2 1 .6-2.6 4.4-4.4 2 2-4.4 4.4Z',
  restore: 'M4 9.5A6.2 6.2 0 1 1 5.6 14M4 5v4.5h4.5',
  trash: 'M4.5 6h11M8 6V4.5h4V6m2 0-.6 9.5H6.6L6 6',
  people:
    'M8 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Zm-5 6.5c0-2.5 2.2-4.2 5-4.2s5 1.7 5 4.2m.2-6.7a2.5 2.5 0 0 0 0-4.6m1.6 7.3c1.4.6 2.2 1.9 2.2 3.6',
  open: 'M8 5H5.5A1.5 1.5 0 0 0 4 6.5v8A1.5 1.5 0 0 0 5.5 16h8a1.5 1.5 0 0 0 1.5-1.5V12m-4-8h5v5m0-5-6.5 6.5',
  template:
    'M4 5.5A1.5 1.5 0 0 1 5.5 4h9A1.5 1.5 0 0 1 16 5.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 14.5ZM4 8h12M8.5 8v8',
  lock: 'M6 9.5V7.2a4 4 0 0 1 8 0v2.3M5.5 9.5h9A1.5 1.5 0 0 1 16 11v4a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15v-4a1.5 1.5 0 0 1 1.5-1.5Z',
  cross: 'm5.5 5.5 9 9m0-9-9 9',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5Zm7.5 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);

/** A small lock beside a title. */
export function PrivateSign() {
  const { private: messages } = useMessages();
  return (
    <span class="private-sign" title={messages.signText}>
      <Icon name="lock" />
      <span class="visually-hidden">{messages.sign}</span>
    </span>
  );
}
