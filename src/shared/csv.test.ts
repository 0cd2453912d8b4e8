import { expect, test } from 'vitest';
import { parseCsv, toCsv } from './csv.ts';

const cells = (csv: string) => parseCsv(csv).map((line) => line.cells);

test('reads quotes, separators of both kinds and every end of line', () => {
  expect(cells('a,b\r\n"x, ""y""", z \n')).toEqual([
    ['a', 'b'],
    ['x, "y"', 'z'],
  ]);
  expect(cells('\uFEFFлогин;имя\nivan;"Иванов; Иван"')).toEqual([
    ['логин', 'имя'],
    ['ivan', 'Иванов; Иван'],
  ]);
  expect(cells('a\tb')).toEqual([['a', 'b']]);
});

test('names the line in which a row begins, and leaves empty ones out', () => {
  expect(parseCsv('a\n\n"b\nc"\nd').map(({ line }) => line)).toEqual([1, 3, 5]);
});

test('what it writes it reads, and no spreadsheet runs it', () => {
  const csv = toCsv([
    ['=1+1', '@x', '-5', '+7', 'a"b;c', null, 3],
    ['\tx', 'two\nlines', '', 'я', '', '', 0],
  ]);
  expect(cells(csv)).toEqual([
    ["'=1+1", "'@x", "'-5", "'+7", 'a"b;c', '', '3'],
    ["'\tx", 'two\nlines', '', 'я', '', '', '0'],
  ]);
});
