import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { examSettings } from '../../protocol/exam-settings.ts';
import { languages } from '../../protocol/views.ts';
import { consentText } from './consent-text.ts';

const about = (settings: v.InferInput<typeof examSettings>) => ({
  settings: v.parse(examSettings, settings),
  exam: 'История $& <b>',
  institution: 'AlmaU',
  supportEmail: 'help@almau.example',
});

describe('consentText', () => {
  it.each(languages)('is whole in %s: no key or placeholder shows', (language) => {
    for (const identification of ['skip', 'face', 'passport', 'face_and_passport'] as const) {
      const { text, sha256 } = consentText(
        about({ identification, mode: 'online', userAgreementUrl: 'https://almau.example/rules' }),
        language,
      );
      expect(text).not.toMatch(/\{\w+\}|undefined|_/);
      expect(text).toContain('История $& <b>');
      expect(text).toContain('180');
      expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('names the recording of the tab only where the exam has it', () => {
    expect(consentText(about({ recordTab: true }), 'en').text).toMatch(/tab with the test/);
    expect(consentText(about({}), 'en').text).not.toMatch(/tab/);
  });

  it('names photos and live view only where the exam has them', () => {
    const plain = consentText(about({ identification: 'skip', mode: 'offline' }), 'en');
    expect(plain.text).not.toMatch(/photo|hear your microphone/);
    const live = consentText(about({ identification: 'passport', mode: 'online' }), 'en');
    expect(live.text).toMatch(/photo of your document/);
    expect(live.text).toMatch(/hear your microphone/);
    expect(live.sha256).not.toBe(plain.sha256);
  });
});
