import { describe, expect, it } from 'vitest';
import { TimeoutHold } from './timeout-hold.ts';

const timeout = { phase: 'closed', closeReason: 'timeout' } as const;
const here = { isRecording: true, lastSeq: 300, unsentSeq: 10 };

describe('TimeoutHold', () => {
  it('does not believe a timeout before the server has read the journal', () => {
    const hold = new TimeoutHold();
    expect(hold.mustWait(timeout, here)).toBe(true);
    expect(hold.mustWait(timeout, { ...here, unsentSeq: 210 })).toBe(true);
  });

  it('believes it once everything from before was answered, however much was recorded since', () => {
    const hold = new TimeoutHold();
    hold.mustWait(timeout, here);
    expect(hold.mustWait(timeout, { ...here, lastSeq: 320, unsentSeq: 301 })).toBe(false);
  });

  it.each([
    ['nothing is recorded', timeout, { ...here, isRecording: false }],
    ['everything was sent', timeout, { ...here, unsentSeq: null }],
    ['a person ended it', { phase: 'closed', closeReason: 'by_proctor' } as const, here],
    ['it was opened again', { phase: 'running', closeReason: null } as const, here],
  ])('obeys when %s', (_, session, facts) => {
    expect(new TimeoutHold().mustWait(session, facts)).toBe(false);
  });
});
