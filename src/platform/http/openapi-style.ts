/** Served as a file of its own: the content security policy allows no style inside the page. */
export const OPENAPI_STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem 1rem 4rem; }
nav { border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 1rem; padding: .5rem 0; }
a { color: LinkText; }
h2 { border-bottom: 1px solid var(--line); margin-top: 3rem; }
article { border-bottom: 1px solid var(--line); padding: .5rem 0 1rem; }
h3 { font-size: 1rem; overflow-wrap: anywhere; }
h4 { font-size: .875rem; font-weight: 500; margin: 1rem 0 .25rem; }
.method { display: inline-block; min-width: 4rem; }
.public { font-weight: 400; margin-left: .75rem; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { background: color-mix(in srgb, currentColor 6%, transparent); border-radius: 6px; margin: .25rem 0; overflow-x: auto; padding: .5rem .75rem; }
figure { margin: 0; }
figcaption, caption { font-size: .875rem; text-align: left; }
table { border-spacing: 0; font-size: .875rem; width: 100%; }
th, td { padding: .125rem 1rem .125rem 0; text-align: left; vertical-align: top; }
`;
