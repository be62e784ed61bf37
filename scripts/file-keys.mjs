// What `npm run check` leaves out because nothing that it depends on has changed: a key for each file, and the keys with
// which files were found good.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { has, read, root, sha256 } from './project.mjs';

/** Any text that looks like a path from a file: imports, types, threads, data. One too many costs only time. */
const RELATIVE = /['"`](\.{1,2}\/[^'"`\n]*)['"`]/g;
/** As a file of another package, through `node_modules`. */
const OWN_PACKAGE = /['"`](@kontor\/[\w-]+)/g;
const CODE = /\.([cm]?[jt]s|tsx)$/;
/** Adds to types that every file sees. */
const FOR_EVERYBODY = /\bdeclare (global|module)\b/;

const byText = (one, other) => (one < other ? -1 : 1);

/** The files that are in git or will be, with those that are not there any more left out. */
export function filesOfTree() {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', ['-c', `safe.directory=${root}`, ...listing], {
    ...{ cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  });
  return [...new Set(listed.split('\0'))].filter((file) => file !== '' && has(file));
}

/** The Node and the packages that are there; they differ from the lock file when somebody tries out another version. */
export function installedVersions() {
  const list = 'node_modules/.package-lock.json';
  return `${process.version} ${has(list) ? sha256(read(list)) : ''}`;
}

/**
 * A key for each file: a hash of its text, of all files that it depends on, whatever the way, and of what every file
 * depends on. Two runs with the same key see the same, so what was good stays good.
 */
export class FileKeys {
  #texts = new Map();
  #hashes = new Map();
  #mentions = new Map();
  #files;
  #folders = new Map();
  #textOf;
  #everybody;

  /**
   * `textOf` reads a file by its path. `settings` are files that decide how all others are read: settings of the
   * tools, lists of packages, and the checks themselves.
   */
  constructor(files, { textOf = read, settings = [], versions = installedVersions() } = {}) {
    this.#files = new Set(files);
    this.#textOf = textOf;
    for (const file of files)
      for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder))
        this.#folders.set(folder, [...(this.#folders.get(folder) ?? []), file]);
    const common = files.filter(
      (file) =>
        settings.includes(file) ||
        file.endsWith('.d.ts') ||
        (CODE.test(file) && FOR_EVERYBODY.test(this.#text(file))),
    );
    this.#everybody = sha256([versions, ...common.map((file) => this.#line(file))].join('\n'));
  }

  of(file) {
    const needed = [...this.closureOf(file)].map((each) => this.#line(each)).sort(byText);
    return sha256([this.#everybody, file, ...needed].join('\n'));
  }

  /** The file and what it depends on, directly or through others; also paths where nothing is yet. */
  closureOf(file) {
    const closure = new Set([file]);
    for (const each of closure) for (const other of this.#mentionedIn(each)) closure.add(other);
    return closure;
  }

  #mentionedIn(file) {
    const known = this.#mentions.get(file);
    if (known !== undefined) return known;
    const found = CODE.test(file) && this.#files.has(file) ? this.#read(file) : [];
    this.#mentions.set(file, found);
    return found;
  }

  #read(file) {
    const text = this.#text(file);
    const paths = [...text.matchAll(RELATIVE)].flatMap(([, path]) =>
      this.#filesAt(posix.join(posix.dirname(file), path)),
    );
    const packages = [...text.matchAll(OWN_PACKAGE)].flatMap(([, name]) =>
      this.#filesIn(`packages/${name.split('/')[1]}`),
    );
    return [...paths, ...packages];
  }

  /** What a path can stand for: the file itself, the source of what will be built, or all that is in a folder. */
  #filesAt(path) {
    const stem = path.replace(/\.[cm]?js$/, '');
    const candidates = [path, ...['.ts', '.tsx', '.d.ts', '.js'].map((ending) => stem + ending)];
    const there = candidates.filter((candidate) => this.#files.has(candidate));
    const inside = this.#filesIn(path.replace(/\/$/, ''));
    // Something may come to lie there.
    return there.length + inside.length > 0 ? [...there, ...inside] : [path];
  }

  #filesIn(folder) {
    return this.#folders.get(folder) ?? [];
  }

  #line(file) {
    if (!this.#hashes.has(file))
      this.#hashes.set(file, this.#files.has(file) ? sha256(this.#text(file)) : 'nothing');
    return `${file} ${this.#hashes.get(file)}`;
  }

  #text(file) {
    if (!this.#texts.has(file)) this.#texts.set(file, this.#textOf(file));
    return this.#texts.get(file);
  }
}

/** With which key each file was found good, kept in a file of the cache. */
export class FoundGood {
  #path;
  #keys;

  constructor(name) {
    this.#path = join(root, 'node_modules/.cache/kontor', `${name}.json`);
    try {
      this.#keys = new Map(Object.entries(JSON.parse(readFileSync(this.#path, 'utf8'))));
    } catch {
      this.#keys = new Map();
    }
  }

  has(file, key) {
    return this.#keys.get(file) === key;
  }

  /** `keys`: pairs of file and key. */
  add(keys) {
    for (const [file, key] of keys) this.#keys.set(file, key);
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, JSON.stringify(Object.fromEntries(this.#keys)));
  }
}
