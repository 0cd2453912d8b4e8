import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cut, Joiner } from './notify-text.ts';

const from = randomUUID();
const long = JSON.stringify({ text: 'Ответ на всё 👋 '.repeat(2000) });

describe('texts over NOTIFY', () => {
  it('fit into its payload and come out whole', () => {
    const pieces = cut(from, 7, long);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThan(8000);
    const joiner = new Joiner();
    const out = pieces.map((piece) => joiner.add(piece));
    expect(out.slice(0, -1).every((each) => each === null)).toBe(true);
    expect(JSON.parse(out.at(-1)!.text)).toEqual(JSON.parse(long));
  });

  it('of several servers at once are kept apart; one with a piece missing is given up', () => {
    const joiner = new Joiner();
    const [a, b] = [cut(from, 1, long), cut(randomUUID(), 1, long)];
    const out = a
      .flatMap((piece, i) => [joiner.add(piece), joiner.add(b[i]!)])
      .filter((each) => each !== null);
    expect(out.map(({ text }) => JSON.parse(text))).toEqual([JSON.parse(long), JSON.parse(long)]);
    const torn = cut(from, 2, long);
    joiner.add(torn[0]!);
    expect(torn.slice(2).map((piece) => joiner.add(piece))).toEqual(torn.slice(2).map(() => null));
    expect(joiner.add(cut(from, 3, '{}')[0]!)).toEqual({ from, text: '{}' });
    expect(joiner.add('nonsense')).toBeNull();
  });
});
