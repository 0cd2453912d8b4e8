import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { examSettings } from '../../protocol/exam-settings.ts';
import { setInVain, unobeyed } from './unobeyed-settings.ts';

const parse = (settings: v.InferInput<typeof examSettings>) => v.parse(examSettings, settings);

test('names what is set in vain, and nothing that is left as it is', () => {
  expect(setInVain(parse({}))).toEqual([]);
  expect(setInVain(parse({ allowMobileDevices: true, ldb: true, durationMinutes: 90 }))).toEqual([
    'ldb',
    'allowMobileDevices',
  ]);
  expect(setInVain(parse({ ldb: false }))).toEqual([]);
  const off = { biometricIdentification: { enabled: false }, desktopAppForbiddenProcesses: [] };
  expect(setInVain(parse(off))).toEqual([]);
});

test('every setting is either acted on somewhere or listed', () => {
  const root = resolve(import.meta.dirname, '../..');
  const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) =>
        /\.tsx?$/.test(path) &&
        !/\.test\.|(exam|detection)-settings\.ts|unobeyed-settings\.ts|(start-claims|claims-to-settings|settings-form)\.tsx?/.test(
          path,
        ),
    )
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const acted = Object.keys(examSettings.entries).filter((name) => new RegExp(`\\b${name}\\b`).test(source));
  const neither = Object.keys(examSettings.entries).filter(
    (name) => !acted.includes(name) && !(unobeyed as readonly string[]).includes(name),
  );
  expect(neither).toEqual([]);
  expect(unobeyed.filter((name) => acted.includes(name))).toEqual([]);
});
