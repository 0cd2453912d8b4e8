import { describe, expect, it } from 'vitest';
import { BatteryWarner } from './battery-watch.ts';

const told = (...levels: number[]) => {
  const warner = new BatteryWarner();
  return levels.map((percent) => warner.look({ charging: false, level: percent / 100 }));
};

describe('BatteryWarner', () => {
  it('says nothing at 20 % and above', () => {
    expect(told(100, 50, 20)).toEqual([null, null, null]);
  });
  it('tells once for every 5 %', () => {
    expect(told(19, 18, 15, 14, 10, 9, 8, 4, 1)).toEqual([19, null, null, 14, null, 9, null, 4, null]);
  });
  it('says nothing while charging, and tells again when it is pulled out', () => {
    const warner = new BatteryWarner();
    expect(warner.look({ charging: false, level: 0.12 })).toBe(12);
    expect(warner.look({ charging: true, level: 0.12 })).toBeNull();
    expect(warner.look({ charging: false, level: 0.12 })).toBe(12);
  });
});
