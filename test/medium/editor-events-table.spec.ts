import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EVENTS } from '../../src/desk/client/editor/frame-events.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the tables of events and methods for people', () => {
  const section = read('docs/integrating.md').split('## All events')[1]!.split('\n## ')[0]!;
  const rows = section.split('\n').filter((line) => line.startsWith('| `on'));

  it('should name each event that a page may listen to, once', () => {
    const named = rows.flatMap((row) => row.split('|')[1]!.match(/on[A-Z]\w+/g) ?? []);
    expect(named.length).toBe(new Set(named).size);
    expect(Object.keys(EVENTS).filter((name) => !named.includes(name))).toEqual([]);
  });

  it("should leave nothing unwired but what is for Euro-Office's own plug-ins", () => {
    const unwired = rows.filter((row) => row.includes('not wired'));
    expect(unwired.map((row) => row.split('|')[1]!.trim())).toEqual(['`onRequestSmartPicker`']);
    const refused = rows.filter((row) => row.includes('refused: nobody'));
    const names = refused.flatMap((row) => row.split('|')[1]!.match(/on[A-Z]\w+/g) ?? []);
    expect(names.filter((name) => Object.hasOwn(EVENTS, name))).toEqual([]);
  });

  it('should name tests that exist', () => {
    const tests = rows.flatMap((row) => row.match(/(?:pages|e2e|medium)\/[\w-]+/g) ?? []);
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((test) => !existsSync(join(root, `test/${test}.spec.ts`)))).toEqual([]);
  });

  it('should name each method that the protocol has', () => {
    const source = read('src/desk/client/editor/frame-messages.ts');
    const list = /const METHODS = \[([^\]]*)\]/.exec(source)![1]!;
    const methods = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name!);
    expect(methods.length).toBeGreaterThan(10);
    const format = read('docs/formats/editor-frame.md');
    expect(methods.filter((name) => !format.includes(`\`${name}\``))).toEqual([]);
  });
});
