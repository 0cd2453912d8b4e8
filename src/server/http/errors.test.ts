import { expect, test } from 'vitest';
import { ExamusError } from '../../protocol/errors.ts';
import { toRefusal } from './errors.ts';

test('a known refusal stays what it is', () => {
  const refusal = new ExamusError('wrong_phase', 'no');
  expect(toRefusal(refusal)).toBe(refusal);
});

test.each([
  [Object.assign(new Error('body too large'), { statusCode: 413 }), 'too_large'],
  [Object.assign(new SyntaxError('bad JSON'), { statusCode: 400 }), 'bad_request'],
  [Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'unavailable'],
  [Object.assign(new Error('terminating connection'), { code: '57P01' }), 'unavailable'],
  [new Error('timeout exceeded when trying to connect'), 'unavailable'],
])('%s is %s', (error, code) => {
  expect(toRefusal(error).code).toBe(code);
});

test.each([new Error('password=hunter2'), 'text', null, undefined, { statusCode: 500, message: 'hunter2' }])(
  'anything else tells nothing: %s',
  (error) => {
    expect(toRefusal(error).toWire()).toEqual({
      error: { code: 'internal', message: 'something went wrong on the exam server' },
    });
  },
);
