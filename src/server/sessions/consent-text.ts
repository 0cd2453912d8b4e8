import { createHash } from 'node:crypto';
import { type ExamSettings, retentionDaysOf } from '../../protocol/exam-settings.ts';
import type { Language } from '../../protocol/views.ts';
import { sessionTexts } from './session-texts.ts';

/** Raised whenever the words change: a consent names the version that was read. */
const VERSION = '2026-11-2';

export interface ConsentText {
  version: string;
  language: Language;
  sha256: string;
  text: string;
}

/**
 * What a student agrees to, in plain text: exactly what this exam records and sends, who sees it and how long it is
 * kept. Paragraphs are divided by an empty line, points of a list begin with `• `.
 */
export function consentText(
  about: { settings: ExamSettings; exam: string; institution: string; supportEmail: string },
  language: Language,
): ConsentText {
  const { settings, exam, institution, supportEmail } = about;
  const { mode, identification, recordTab, userAgreementUrl } = settings;
  const t = sessionTexts(language);
  const recorded = [
    'recorded_camera',
    'recorded_screen',
    ...(recordTab ? (['recorded_tab'] as const) : []),
    'recorded_warnings',
    'recorded_events',
  ] as const;
  // Only these let anybody look before the end: see `mayBeWatched`.
  const isLive = mode === 'online' || mode === 'identification';
  const points = recorded.map((key) => `• ${t(key)}`);
  const text = [
    t('intro', { exam, institution }),
    t(isLive ? 'before_live' : 'before'),
    [t('recorded'), ...points].join('\n'),
    t('checks'),
    ...(identification === 'skip' ? [] : [t(`photos_${identification}`)]),
    ...(isLive ? [t('live')] : []),
    t('people', { institution }),
    t('device'),
    t('retention', { count: retentionDaysOf(settings) }),
    t('stop'),
    ...(userAgreementUrl === null ? [] : [t('agreement', { url: userAgreementUrl })]),
    t('questions', { email: supportEmail }),
  ].join('\n\n');
  return { version: VERSION, language, sha256: createHash('sha256').update(text).digest('hex'), text };
}
