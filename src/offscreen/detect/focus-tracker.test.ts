import { describe, expect, it } from 'vitest';
import { FocusTracker, NAVIGATION_GRACE_MS } from './focus-tracker.ts';

const front = { visible: true, focused: true };
const behind = { visible: false, focused: false };

function onQuiz(): FocusTracker {
  const tracker = new FocusTracker();
  tracker.connect('a', 0);
  tracker.say('a', front, 10);
  return tracker;
}

describe('FocusTracker', () => {
  it('knows nothing before a page has spoken', () => {
    const tracker = new FocusTracker();
    expect(tracker.look(0)).toBeNull();
    tracker.connect('a', 10);
    expect(tracker.look(60_000)).toBeNull();
  });

  it('holds nothing against who waits for the quiz, with another page of the LMS open behind', () => {
    const tracker = new FocusTracker();
    tracker.connect('before', 0);
    tracker.say('before', behind, 10);
    expect(tracker.look(3000)).toBeNull();
    tracker.connect('quiz', 6000);
    expect(tracker.look(6100)).toBeNull();
    tracker.say('quiz', front, 6200);
    expect(tracker.look(6300)).toEqual({ isAway: false });
    tracker.say('quiz', behind, 7000);
    expect(tracker.look(9000)).toEqual({ isAway: true, since: 7000 });
  });

  it('says since when the student is away', () => {
    const tracker = onQuiz();
    expect(tracker.look(500)).toEqual({ isAway: false });
    tracker.say('a', behind, 1000);
    tracker.say('a', { visible: true, focused: false }, 1500);
    expect(tracker.look(3000)).toEqual({ isAway: true, since: 1000 });
    tracker.say('a', front, 4000);
    expect(tracker.look(4000)).toEqual({ isAway: false });
  });

  it('holds nothing against going from one page of the quiz to the next', () => {
    const tracker = onQuiz();
    // A page that is being left says that it is hidden.
    tracker.say('a', behind, 1000);
    tracker.disconnect('a', 1005);
    expect(tracker.look(1200)).toBeNull();
    tracker.connect('b', 2500);
    expect(tracker.look(2600)).toBeNull();
    tracker.say('b', front, 2700);
    expect(tracker.look(2800)).toEqual({ isAway: false });
  });

  it('counts a closed quiz from the moment it was closed', () => {
    const tracker = onQuiz();
    tracker.disconnect('a', 1000);
    expect(tracker.look(1000 + NAVIGATION_GRACE_MS - 1)).toBeNull();
    expect(tracker.look(1000 + NAVIGATION_GRACE_MS)).toEqual({ isAway: true, since: 1000 });
  });

  it('is content with one of several pages in front', () => {
    const tracker = onQuiz();
    tracker.connect('b', 100);
    tracker.say('b', behind, 110);
    expect(tracker.look(200)).toEqual({ isAway: false });
  });

  it('excuses the time under a dialog of ours', () => {
    const tracker = onQuiz();
    tracker.say('a', behind, 1000);
    tracker.excuse(9000);
    expect(tracker.look(9500)).toEqual({ isAway: true, since: 9000 });
  });
});
