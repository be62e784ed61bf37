import { describe, expect, it } from '@jest/globals';
import { readEnvFile } from './environment.js';

const BOM = '\uFEFF';
const read = (text: string) => readEnvFile(Buffer.from(text));

describe('readEnvFile', () => {
  it('should read what a Windows editor writes: byte order mark, CRLF, comment', () => {
    const { values, notices, errors } = read(
      `${BOM}KONTOR_PUBLIC_URL=https://desk.example.org\r\nKONTOR_DATA_DIR=C:\\data # with a comment\r\n`,
    );
    expect(values).toEqual({
      KONTOR_PUBLIC_URL: 'https://desk.example.org',
      KONTOR_DATA_DIR: 'C:\\data',
    });
    expect(errors).toEqual([]);
    expect(notices).toEqual([
      '.env line 2: what follows " #" counts as a comment; put the value of KONTOR_DATA_DIR into quotes if it belongs to it',
    ]);
  });

  it.each([
    ['secret#abc', 'secret#abc'],
    ['#abc', '#abc'],
    [' # nothing but a comment', ''],
    ['\tvalue\t# tab before it', 'value'],
    ['  value  ', 'value'],
    ['\u00A0value\u00A0', 'value'],
    ['"a # b"', 'a # b'],
    ["'a # b' # comment", 'a # b'],
    ['"two\\nlines"', 'two\nlines'],
    ["'two\\nlines'", 'two\\nlines'],
    ['"C:\\new"', 'C:\\new'],
    ['" kept "', ' kept '],
    ["it's", "it's"],
    ['{"a": 1}', '{"a": 1}'],
    ['a=b=c', 'a=b=c'],
    ['', ''],
  ])('should read %j as %j', (written, value) => {
    expect(read(`NAME=${written}\n`)).toMatchObject({ values: { NAME: value }, errors: [] });
  });

  it('should say what a value without quotes lost, and where', () => {
    expect(read('A=1\nNAME=secret #abc\n').notices).toEqual([
      expect.stringMatching(/^\.env line 2: .*NAME/),
    ]);
    expect(read('NAME=secret#abc\n').notices).toEqual([]);
  });

  it('should read values over several lines, `export`, old Mac line ends, lower case', () => {
    expect(read('export A="one\ntwo"\rb_c = x\r\n').values).toEqual({ A: 'one\ntwo', b_c: 'x' });
  });

  it('should read UTF-16 and say so plainly', () => {
    const text = `${BOM}KONTOR_PUBLIC_URL=https://desk.example.org\r\nB=ä\r\n`;
    const little = Buffer.from(text, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      expect(readEnvFile(bytes)).toEqual({
        values: { KONTOR_PUBLIC_URL: 'https://desk.example.org', B: 'ä' },
        notices: ['.env is UTF-16: save it as UTF-8, which every program reads'],
        errors: [],
      });
    }
  });

  it('should name the file when it cannot be text, and the line when one is not', () => {
    const zeros = readEnvFile(Buffer.from('A=1\n', 'utf16le'));
    expect(zeros.errors).toEqual([expect.stringMatching(/^\.env contains zero bytes.*UTF-16/)]);
    const latin = readEnvFile(Buffer.from('# für\nA=1\nNAME=größe\n', 'latin1'));
    expect(latin.values).toEqual({ A: '1' });
    expect(latin.errors).toEqual(['.env line 3: NAME is not UTF-8: save the file as UTF-8']);
  });

  it.each([
    ['A=1\nNAME="never closed\nB=2\n', '.env line 2: the quotation mark " of NAME is never closed'],
    ['NAME="a" b\n', '.env line 1: text follows the closing quotation mark " of NAME'],
  ])('should refuse what may mean two things: %j', (text, error) => {
    const { errors, values } = read(text);
    expect(errors).toEqual([error]);
    expect(values).not.toHaveProperty('NAME');
  });

  it('should tell of names that stand there twice, and of lines that are none', () => {
    const { values, notices } = read('A=1\nB 2\nA=3\n=4\nC=with\u00A0blank\n');
    expect(values).toEqual({ A: '3', C: 'with\u00A0blank' });
    expect(notices).toEqual([
      '.env line 2: has no "=" and is left out',
      '.env line 3: A is set on line 1 already; this line counts',
      '.env line 4: does not begin with a name and is left out',
      '.env line 5: the value of C contains a non-breaking or invisible blank',
    ]);
  });

  it('should never repeat a value in what it says', () => {
    const secret = 'swordfish';
    const result = read(
      `A=${secret} # ${secret}\nA="${secret}" ${secret}\nB="${secret}\n${secret}\nA=\u00A0${secret}\u00A0${secret}\n`,
    );
    expect(JSON.stringify([result.notices, result.errors])).not.toContain(secret);
  });
});
