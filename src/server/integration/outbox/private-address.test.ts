import { expect, test } from 'vitest';
import { isPrivateAddress } from './private-address.ts';

test.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'])(
  '%s is an inner address',
  (address) => expect(isPrivateAddress(address)).toBe(true),
);
test.each(['::1', '[::1]', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::'])(
  '%s is an inner address',
  (address) => expect(isPrivateAddress(address)).toBe(true),
);
test.each([
  '93.184.216.34',
  '172.32.0.1',
  '2606:2800:220:1::1',
  '::ffff:93.184.216.34',
  'moodle.example.edu',
])('%s is not', (address) => expect(isPrivateAddress(address)).toBe(false));
