/** For a constructed style sheet: no policy has to allow inline styles for it. */
export const STYLE = `
:host {
  --kontor-ground: light-dark(#fdfdfc, #17181b);
  --kontor-raised: light-dark(#ffffff, #212327);
  --kontor-ink: light-dark(#1d1e21, #ecebe8);
  --kontor-soft: light-dark(#5d6169, #a3a7af);
  --kontor-line: light-dark(#c9c9c3, #474b54);
  --kontor-accent: light-dark(#2f56c6, #94b0ff);
  --kontor-on-accent: light-dark(#ffffff, #14182a);
  --kontor-alert: light-dark(#a3241c, #ff9c93);
  display: block;
  position: relative;
  box-sizing: border-box;
  inline-size: 100%;
  block-size: 100%;
  min-block-size: 24rem;
  overflow: hidden;
  color-scheme: light dark;
  color: var(--kontor-ink);
  background: var(--kontor-ground);
  font: 0.9375rem/1.5 system-ui, sans-serif;
}
:host([hidden]) { display: none; }
:host([theme='light']) { color-scheme: light; }
:host([theme='dark']) { color-scheme: dark; }
[hidden] { display: none !important; }
.box { position: absolute; inset: 0; display: flex; flex-direction: column; }
.frame { flex: 1; inline-size: 100%; min-block-size: 0; border: 0; display: block; }
.frame:focus-visible { outline: 2px solid var(--kontor-accent); outline-offset: -2px; }
.panel {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  justify-items: center;
  gap: 0.75rem;
  padding: 1.5rem;
  overflow: auto;
  text-align: center;
  background: var(--kontor-ground);
}
p { margin: 0; max-inline-size: 34rem; overflow-wrap: anywhere; }
.title { font-size: 1.125rem; font-weight: 600; }
.said { color: var(--kontor-soft); }
.actions { display: flex; flex-wrap: wrap; justify-content: center; gap: 0.5rem; }
.spinner {
  inline-size: 1.5rem;
  block-size: 1.5rem;
  border: 3px solid var(--kontor-line);
  border-block-start-color: var(--kontor-accent);
  border-radius: 50%;
  animation: turn 1s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .spinner { animation: none; } }
button, a {
  box-sizing: border-box;
  min-block-size: 2.75rem;
  display: inline-flex;
  align-items: center;
  padding: 0.25rem 1rem;
  border: 1px solid var(--kontor-line);
  border-radius: 6px;
  font: inherit;
  color: var(--kontor-ink);
  background: var(--kontor-raised);
  text-decoration: none;
  cursor: pointer;
}
button.primary, a.primary {
  color: var(--kontor-on-accent);
  background: var(--kontor-accent);
  border-color: var(--kontor-accent);
}
:is(button, a, input, select):focus-visible { outline: 2px solid var(--kontor-accent); outline-offset: 2px; }
.notice {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5rem 1rem;
  padding: 0.5rem 1rem;
  background: var(--kontor-raised);
  border-block-end: 1px solid var(--kontor-line);
}
.notice p { flex: 1 1 16rem; max-inline-size: none; }
.dialog {
  box-sizing: border-box;
  inline-size: min(32rem, calc(100vw - 2rem));
  max-block-size: calc(100vh - 2rem);
  overflow: auto;
  padding: 1.25rem;
  border: 1px solid var(--kontor-line);
  border-radius: 10px;
  color: var(--kontor-ink);
  background: var(--kontor-ground);
}
.dialog::backdrop { background: rgb(0 0 0 / 0.4); }
h2, h3 { margin: 0; }
h3 { font-size: inherit; }
.body { display: grid; gap: 0.75rem; margin-block: 1rem; }
.body * { min-inline-size: 0; }
.dialog .actions { justify-content: start; align-items: end; }
.field { flex: 1 1 14rem; display: grid; gap: 0.25rem; }
.list { margin: 0; padding: 0; list-style: none; display: grid; gap: 0.25rem; max-block-size: 16rem; overflow: auto; }
.list:empty, .problem:empty { display: none; }
.row { inline-size: 100%; flex-wrap: wrap; gap: 0 0.5rem; text-align: start; overflow-wrap: anywhere; }
.holder { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.holder span { flex: 1 1 8rem; overflow-wrap: anywhere; }
.problem { margin-block-end: 1rem; color: var(--kontor-alert); }
input, select {
  box-sizing: border-box;
  min-block-size: 2.75rem;
  max-inline-size: 100%;
  padding: 0.25rem 0.75rem;
  border: 1px solid var(--kontor-line);
  border-radius: 6px;
  font: inherit;
  color: inherit;
  background: var(--kontor-raised);
}
.heard, .skip:not(:focus-visible) {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  min-block-size: 0;
  padding: 0;
  border: 0;
  clip-path: inset(50%);
  overflow: hidden;
  white-space: nowrap;
}
.skip:focus-visible { position: absolute; z-index: 1; inset-block-start: 0.5rem; inset-inline-start: 0.5rem; }
.end { position: absolute; inset-block-end: 0; inline-size: 1px; block-size: 1px; overflow: hidden; }
`;
