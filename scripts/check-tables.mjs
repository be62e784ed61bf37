// Rows of the tables in oxlint.config.mjs (and ARCHITECTURE.md) that no import uses: a door that nobody goes through
// is open for the wrong reason.
import { mayUse, rooms } from '../oxlint.config.mjs';
import { importsOf, isSource } from './read-imports.mjs';

/** It may use every module, whether it does or not. */
const USES_ALL = 'command-line';

/** One sentence for each row. `textOf` reads a file, by its path from the root; undefined for one that is gone. */
export function tableFaults(files, textOf, tables = { mayUse, rooms }) {
  const used = new Set(
    files
      .filter(isSource)
      .flatMap((file) =>
        importsOf(file, textOf(file) ?? '').flatMap((other) => arrows(file, other)),
      ),
  );
  const unused = (from, others) => others.filter((other) => !used.has(`${from} ${other}`));
  const modules = Object.entries(tables.mayUse).flatMap(([module, others]) =>
    module === USES_ALL ? [] : unused(module, others).map((other) => [module, other]),
  );
  const inside = Object.entries(tables.rooms).flatMap(([module, table]) =>
    Object.entries(table).flatMap(([room, others]) =>
      unused(
        `${module}/${room}`,
        others.map((other) => `${module}/${other}`),
      ).map((other) => [`${module}/${room}`, other]),
    ),
  );
  return [...modules, ...inside].map(
    ([from, other]) =>
      `oxlint.config.mjs: ${from} may use ${other} and does not; take it out there and in ARCHITECTURE.md`,
  );
}

/** From module to module, and from room to room of one module. */
function arrows(file, other) {
  const [, module, room] = file.split('/');
  const [, otherModule, otherRoom] = other.split('/');
  return [`${module} ${otherModule}`, `${module}/${room} ${otherModule}/${otherRoom}`];
}
