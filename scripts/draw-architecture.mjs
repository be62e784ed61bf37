// Draws the modules of `src`, their rooms, and who imports whom, into ARCHITECTURE.md as a Mermaid diagram, from the
// imports themselves; with --check it only says whether the picture there is fresh.
import { readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { read, root } from './project.mjs';
import { importsOf, isSource } from './read-imports.mjs';

const FILE = 'ARCHITECTURE.md';
const BEGIN = '<!-- drawn by scripts/draw-architecture.mjs -->';
const END = '<!-- end of the drawing -->';
/** Everyone may use it, so its arrows would hide the others; the command line is a second way into everything. */
const LEFT_OUT = new Set(['platform', 'command-line']);

const text = read(FILE);
const from = text.indexOf(BEGIN);
const to = text.indexOf(END);
if (from < 0 || to < 0) throw new Error(`${FILE} has no place for the drawing: ${BEGIN} … ${END}`);
const fresh = `${text.slice(0, from)}${BEGIN}\n\n${draw()}\n\n${text.slice(to)}`;
if (!process.argv.includes('--check')) {
  writeFileSync(join(root, FILE), fresh);
} else if (fresh !== text) {
  process.stderr.write(
    `The drawing in ${FILE} is not what the imports say: npm run generate:architecture\n`,
  );
  process.exitCode = 1;
}

function draw() {
  const modules = foldersIn('src').filter((name) => !LEFT_OUT.has(name));
  const boxes = modules.map((name) => {
    const rooms = foldersIn(join('src', name));
    const inside = rooms.length > 0 ? `<br/><small>${rooms.join(' · ')}</small>` : '';
    return `  ${name}["<b>${name}</b>${inside}"]`;
  });
  const arrows = modules.flatMap((name) =>
    [...usedBy(name)].sort((a, b) => a.localeCompare(b)).map((other) => `  ${name} --> ${other}`),
  );
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n');
}

/** The modules whose files a module imports. */
function usedBy(module) {
  const used = new Set();
  for (const file of sourcesOf(module)) {
    for (const path of importsOf(file, read(file))) {
      const [, other] = path.split('/');
      if (other !== module && !LEFT_OUT.has(other) && !other.includes('.')) used.add(other);
    }
  }
  return used;
}

function sourcesOf(module) {
  return readdirSync(join(root, 'src', module), { recursive: true })
    .map((file) => join('src', module, file).split(sep).join('/'))
    .filter(isSource);
}

/** Folders with something in them: git forgets an empty one, a disk does not. */
function foldersIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) =>
      readdirSync(join(root, folder, name), { recursive: true, withFileTypes: true }).some(
        (entry) => entry.isFile(),
      ),
    )
    .sort();
}
