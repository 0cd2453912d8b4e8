import { describe, expect, it } from 'vitest';
import type { LumaGrid } from '../frames/luma-grid.ts';
import type { Face } from './face-messages.ts';
import { StillFaces } from './still-faces.ts';

const COLUMNS = 40;
const ROWS = 30;
const EVERY_MS = 250;
const student: Face = { score: 0.9, x: 0.4, y: 0.3, width: 0.2, height: 0.35 };
const other: Face = { score: 0.9, x: 0.05, y: 0.1, width: 0.15, height: 0.22 };

/** Shows a picture in which some faces stir, four times a second; gives how many people there were each time. */
class Room {
  readonly #still = new StillFaces();
  #at = 0;
  show(faces: Face[], { stirring = [student], shaken = false, ms = 3000 } = {}): number[] {
    const counts: number[] = [];
    for (const end = this.#at + ms; this.#at < end; this.#at += EVERY_MS) {
      counts.push(this.#still.people(faces, this.#grid(stirring, shaken), this.#at).length);
    }
    return counts;
  }
  #grid(stirring: Face[], shaken: boolean): LumaGrid {
    const phase = Math.floor(this.#at / EVERY_MS) * 1.7;
    const cells = Float32Array.from({ length: COLUMNS * ROWS }, (_, at) => {
      const x = (at % COLUMNS) / COLUMNS;
      const y = Math.floor(at / COLUMNS) / ROWS;
      const isIn = stirring.some((face) => holds(face, x, y));
      const stir = isIn ? 12 * Math.sin(phase + at) : 0;
      return 120 + stir + 0.5 * Math.sin(at + phase * 9) + (shaken ? 40 * Math.sin(at * 3 + phase) : 0);
    });
    return { columns: COLUMNS, rows: ROWS, cells, digest: this.#at };
  }
}
const holds = ({ x, y, width, height }: Face, atX: number, atY: number): boolean =>
  atX >= x && atX <= x + width && atY >= y && atY <= y + height;

describe('StillFaces', () => {
  it('takes a face that never stirs for a picture within a second and a half', () => {
    const counts = new Room().show([student, other]);
    expect(counts.slice(6).every((count) => count === 1)).toBe(true);
  });

  it('and a picture it stays when the student leaves', () => {
    const room = new Room();
    room.show([student, other]);
    expect(room.show([other], { stirring: [] })).toEqual(Array(12).fill(0));
  });

  it('counts a second person from the first moment on', () => {
    const counts = new Room().show([student, other], { stirring: [student, other] });
    expect(counts).toEqual(Array(12).fill(2));
  });

  it('never takes who sits alone for a picture, however still', () => {
    expect(new Room().show([student], { stirring: [], ms: 30_000 })).toEqual(Array(120).fill(1));
  });

  it('takes nobody for a picture who sits still while somebody passes behind', () => {
    const room = new Room();
    room.show([student], { ms: 5000 });
    room.show([student], { stirring: [], ms: 15_000 });
    expect(Math.min(...room.show([student, other], { stirring: [other], ms: 2500 }))).toBe(2);
    expect(room.show([student], { stirring: [], ms: 10_000 })).toEqual(Array(40).fill(1));
  });

  it('nor when they move aside as the other one comes, and hold still there', () => {
    const room = new Room();
    const aside = { ...student, x: 0.6 };
    room.show([student], { ms: 6000 });
    const both = room.show([aside, other], { stirring: [other], ms: 15_000 });
    expect(Math.min(...both)).toBe(2);
    expect(room.show([aside], { stirring: [], ms: 10_000 })).toEqual(Array(40).fill(1));
  });

  it('nor where a picture hangs beside them', () => {
    const [room, poster] = [new Room(), { ...other, x: 0.7 }];
    room.show([student, poster], { ms: 8000 });
    room.show([student, poster], { stirring: [], ms: 15_000 });
    room.show([student, poster, other], { stirring: [other], ms: 2500 });
    expect(room.show([student, poster], { stirring: [], ms: 10_000 })).toEqual(Array(40).fill(1));
  });

  it('leaves a picture one, whatever stirs before it when the student has left', () => {
    const room = new Room();
    room.show([student, other]);
    room.show([other], { stirring: [other], ms: 8000 });
    room.show([student, other], { ms: 15_000 });
    expect(room.show([student, other])).toEqual(Array(12).fill(1));
  });

  it('tells which is the picture where it is the larger one', () => {
    const poster = { ...other, x: 0.65, width: 0.3, height: 0.5 };
    const counts = new Room().show([student, poster], { ms: 4000 });
    expect(counts.slice(8).every((count) => count === 1)).toBe(true);
  });

  it('says nothing while the whole picture shakes', () => {
    const counts = new Room().show([student, other], { shaken: true });
    expect(counts.at(-1)).toBe(2);
  });

  it('does not take a hand before a poster for a person, but somebody in its place', () => {
    const room = new Room();
    room.show([student, other]);
    const hand = room.show([student, other], { stirring: [student, other], ms: 1000 });
    expect(Math.max(...hand)).toBe(1);
    room.show([student, other]);
    const person = room.show([student, other], { stirring: [student, other], ms: 4000 });
    expect(person.at(-1)).toBe(2);
  });
});
