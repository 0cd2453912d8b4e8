import { describe, expect, it } from 'vitest';
import { parseFromView } from './from-view.ts';

const id = '00000000-0000-4000-8000-000000000001';

describe('parseFromView', () => {
  it('leaves out of a chat message what no server could keep', () => {
    expect(parseFromView({ type: 'chat', id, text: ' a\0b\ud800 😀 ' })).toEqual({
      type: 'chat',
      id,
      text: 'ab\ufffd 😀',
    });
    expect(parseFromView({ type: 'chat', id, text: '\0' })).toBeNull();
  });

  it('takes an answer to what was asked', () => {
    const answer = { type: 'answer', hint: 'virtual_camera', yes: true, why: ' мой свет плох ' };
    expect(parseFromView(answer)).toEqual({ ...answer, why: 'мой свет плох' });
  });

  it.each([
    [{ type: 'chat', id: 'x', text: 'a' }],
    [{ type: 'looking', fps: 1000 }],
    [{ type: 'spy' }],
    [{ type: 'break', act: 'prolong' }],
    [{ type: 'answer', hint: 'dark', yes: true, why: '' }],
    [{ type: 'answer', hint: 'virtual_camera', yes: true, why: 'a'.repeat(151) }],
    [null],
  ])('passes over %j', (raw) => {
    expect(parseFromView(raw)).toBeNull();
  });
});
