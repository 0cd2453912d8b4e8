import { expect, it } from 'vitest';
import { pluginClaims } from '../../../tests/conformance/moodle-claims.ts';
import { claimsInVain } from './not-enforced.ts';

it('says nothing of what was not asked for', () => {
  const nothing = { streamsPreset: 'default', calculator: 'off', specialAccommodationsInfo: '' };
  expect(claimsInVain({ ...pluginClaims('https://moodle.example'), ...nothing })).toEqual([]);
});

it('names what a start asked for in vain', () => {
  const asked = {
    streamsPreset: 'no_video',
    calculator: 'scientific',
    secureBrowserLevel: 'high',
    specialAccommodationsInfo: 'Reads with a screen reader',
    allowRoomScanAuxCamera: true,
  };
  const named = Object.fromEntries(claimsInVain(asked).map(({ name, value }) => [name, value]));
  expect(named).toEqual({ ...asked, allowRoomScanAuxCamera: 'true' });
});
