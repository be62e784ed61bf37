import { useMessages } from './viewer.js';

export type Light = 'ok' | 'attention' | 'down' | 'unknown';

/** With its word for screen readers, or only to be seen, beside the word. */
export function StatusLight({ light, isNamed = true }: { light: Light; isNamed?: boolean }) {
  const { status } = useMessages();
  const shape = { class: 'status-light', viewBox: '0 0 16 16', width: 16, height: 16 };
  if (!isNamed)
    return (
      <svg {...shape} aria-hidden="true" focusable="false">
        {LIGHTS[light]}
      </svg>
    );
  return (
    <svg {...shape} role="img" aria-label={status.light[light]}>
      <title>{status.light[light]}</title>
      {LIGHTS[light]}
    </svg>
  );
}

/** They differ in shape as well as in colour. */
const LIGHTS = {
  ok: <circle cx="8" cy="8" r="5" />,
  attention: <path d="M8 2.2 14.4 13.5H1.6Z" />,
  down: <path d="M3 3h10v10H3z" />,
  unknown: <circle cx="8" cy="8" r="4.5" fill="none" />,
};
