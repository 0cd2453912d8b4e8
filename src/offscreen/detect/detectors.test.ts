import { expect, it } from 'vitest';
import { withAccommodation } from '../../protocol/accommodation.ts';
import { examSettings } from '../../protocol/exam-settings.ts';
import * as v from 'valibot';
import { detectors } from './detectors.ts';
import { planOf } from './plan-for-tests.ts';

const settings = v.parse(examSettings, {});
const widened = withAccommodation(settings, {
  extraMinutes: 0,
  disabledDetectors: [],
  widenBy: 2,
});

it.each(detectors.map((detector) => [detector.type, detector] as const))(
  'how long %s must last is a setting, which an accommodation widens',
  (_type, { debounce }) => {
    const { thresholdMs: usual } = debounce(planOf(settings).detection);
    const { thresholdMs: wider } = debounce(planOf(widened).detection);
    // Of what is seen in pictures a frame's length is taken off.
    expect(Math.abs(wider - 2 * usual)).toBeLessThanOrEqual(67);
  },
);
