import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('quotes what needs it and keeps formulas text', () => {
  const csv = csvOf(
    ['name', 'score'],
    [
      ['Әлия "Ая"', 12],
      ['=HYPERLINK("http://evil")', -5],
      ['+1', true],
      ['-2', null],
      ['@cmd', 0],
      ['\t=1', 0],
      ['\n =1', 0],
      ['a\r\nb,c', 0],
    ],
  );
  expect(csv).toBe(
    '\uFEFF"name","score"\r\n' +
      '"Әлия ""Ая""",12\r\n' +
      '"\'=HYPERLINK(""http://evil"")",-5\r\n' +
      '"\'+1",true\r\n' +
      '"\'-2",\r\n' +
      '"\'@cmd",0\r\n' +
      '"\'\t=1",0\r\n' +
      '"\'\n =1",0\r\n' +
      '"a\r\nb,c",0\r\n',
  );
});
