import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { create } from 'xmlbuilder2';
import { elementsNamed, readXml } from '../../../test/read-xml.js';
import { faultsIn } from './input-faults.js';
import { INSTRUCTION_MODES, type ContentControls, type Instruction } from './instruction.js';
import { chooseLanguage } from './language.js';
import { propertiesOf, type FieldValues } from './properties.js';
import { renderInstruction } from './render-instruction.js';

/** Rendering also escapes, orders and checks: 1.2 was seen. */
const MOST_TIMES_BARE = 4;

const tookMs = (work: () => void): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

const golden = (name: string) =>
  readFileSync(new URL(`golden/${name}.xml`, import.meta.url), 'utf8');

const kathi = { userid: 'kathi.barfuss', fullName: 'Bärfuss Käthi' };

const minutes: Instruction = {
  templateId: '2574d08d-95ea-4639-beab-3103fe4c3bc7',
  languageLcid: chooseLanguage(['1033', '2055']),
  properties: propertiesOf({
    document: {
      title: 'Schättengarten',
      author: 'test & <co>',
      documentDate: '2016-08-31',
      receptionDate: '2016-08-31',
      referenceNumber: 'Client1 1.1 / 1 / 4',
      sequenceNumber: 4,
    },
    person: { ...kathi, attributes: { description: '', objectSid: 'S-1-5-21-1' } },
    creator: kathi,
  }),
  checkoutUrl: 'oc:eyJhbGciOiJIUzI1NiJ9.eyJhY3Rpb24iOiJjaGVja291dCJ9.c2lnbmF0dXJl',
};

const controls: ContentControls = {
  'DocParam.Subject': 'Séance du comité',
  'DocParam.Address': ['Rue du Marché 1', '', '2000 Neuchâtel'],
  'DocParam.Confidential': true,
  'DocParam.Date': { date: '2026-11-22' },
};

const aliceIn = (fields: FieldValues, contentControls?: ContentControls): Instruction => ({
  templateId: minutes.templateId,
  languageLcid: 4108,
  properties: propertiesOf({ document: { title: 'Procès-verbal' }, person: alice, fields }),
  contentControls,
  checkoutUrl: 'oc:token',
});
const alice = { userid: 'alice' };

describe('renderInstruction', () => {
  it('should write the classic skeleton byte for byte', () => {
    expect(renderInstruction(minutes, 'classic')).toBe(golden('classic'));
  });

  it('should write the schema form with content controls byte for byte', () => {
    expect(renderInstruction(aliceIn({}, controls), 'schema')).toBe(golden('schema-with-controls'));
  });

  it('should say nothing of content controls when there are none', () => {
    for (const mode of INSTRUCTION_MODES) {
      const without = renderInstruction(aliceIn({}), mode);
      expect(without).not.toMatch(/DocumentParameter|BindCustomXML/);
      expect(renderInstruction(aliceIn({}, {}), mode)).toBe(without);
      expect(renderInstruction(aliceIn({}, controls), mode)).toMatch(
        /DocumentParameter[^]*BindCustomXML/,
      );
    }
  });

  it('should leave the language out when the template has none', () => {
    expect(renderInstruction({ ...minutes, languageLcid: undefined }, 'classic')).not.toContain(
      'LanguageLcid',
    );
  });

  it('should refuse what nobody checked rather than write broken XML', () => {
    expect(() => renderInstruction({ ...minutes, checkoutUrl: 'oc:\u0000' }, 'classic')).toThrow(
      /U\+0000/,
    );
  });

  it('should take for a hundred properties little more than building so many bare elements', () => {
    const many = Object.fromEntries(
      Array.from({ length: 96 }, (_, at) => [`field.${at}`, `Wert ${at} mit etwas Text`]),
    );
    const instruction = aliceIn(many);
    expect(instruction.properties.length).toBeGreaterThanOrEqual(100);
    const bare = () => {
      const root = create().ele('Root');
      for (const [name, value] of Object.entries(many)) root.ele('Field', { name }).txt(value);
      root.end();
    };
    const quickest = { rendered: Infinity, bare: Infinity };
    // The least of many: what else the machine does is not what is measured.
    for (let round = 0; round < 300; round++) {
      quickest.rendered = Math.min(
        quickest.rendered,
        tookMs(() => renderInstruction(instruction, 'classic')),
      );
      quickest.bare = Math.min(quickest.bare, tookMs(bare));
    }
    expect(quickest.rendered / quickest.bare).toBeLessThan(MOST_TIMES_BARE);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('&amp;', '&lt;', '&#13;', ']]>', '<', '"', '\r', '\n', '\t', ' ', 'ä'))
    .map((parts) => parts.join('')),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
);
const name = fc.oneof(
  fc.stringMatching(/^[-.:_A-Za-z0-9äöüÀ-Ö]{1,64}$/),
  fc.constantFrom('__proto__', 'ogg.user.userid', 'xmlns', 'constructor'),
  anyText,
);
const fields = fc.dictionary(
  name,
  fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null)),
);
const date = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString().slice(0, 10));
const control = fc.oneof(
  anyText,
  fc.array(anyText),
  fc.boolean(),
  fc.record({ date: fc.oneof(date, anyText) }),
);

describe('anything a caller can pass', () => {
  it('should be refused at creation or parse back to the same values', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fields, fc.dictionary(name, control), (given, contentControls) => {
        if (faultsIn({ title: 'Brief', fields: given, contentControls }).length > 0) {
          seen.refused += 1;
          return;
        }
        seen.accepted += 1;
        const instruction = aliceIn(given, contentControls);
        for (const mode of INSTRUCTION_MODES) {
          const read = valuesIn(renderInstruction(instruction, mode));
          expect(read.nodes).toEqual(instruction.properties);
          expect(read.metadata).toEqual(instruction.properties);
          expect(read.parameters).toEqual(
            Object.entries(contentControls).map(([key, value]) => [key, written(value)]),
          );
        }
      }),
      { numRuns: 400 },
    );
    expect(seen.accepted).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(20);
  });
});

const written = (value: ContentControls[string]) =>
  typeof value === 'object' && 'date' in value
    ? value.date
    : Array.isArray(value)
      ? value
      : String(value);

/** What a parser that knows nothing of us finds. */
function valuesIn(xml: string) {
  const read = readXml(xml);
  const [ours, parameters] = [true, false].map((typed) =>
    elementsNamed(read, 'Value').filter(({ attributes }) => attributes.has('type') === typed),
  );
  return {
    nodes: elementsNamed(read, 'Node').map(({ attributes, text }) => [attributes.get('Id'), text]),
    metadata: ours?.map(({ attributes, text }) => [attributes.get('key'), text]),
    parameters: parameters?.map(({ attributes, text, children }) => [
      attributes.get('key'),
      children.length > 0 ? children.map((line) => line.text) : text,
    ]),
  };
}
