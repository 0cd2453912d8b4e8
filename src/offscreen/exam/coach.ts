import type { Advice, CoachAdvice } from '../../protocol/view-port.ts';
import type { Language } from '../../protocol/views.ts';
import { coachTexts } from './coach-texts.ts';

const kinds: Record<Advice, CoachAdvice['kind']> = {
  not_in_frame: 'conduct',
  someone_else: 'conduct',
  eyes_away: 'conduct',
  voice: 'conduct',
  extra_display: 'conduct',
  no_picture: 'fault',
  picture_frozen: 'fault',
  mic_muted: 'fault',
  mic_silent: 'fault',
  dark: 'tip',
  back_light: 'tip',
  too_far: 'tip',
  off_centre: 'tip',
  virtual_camera: 'tip',
  virtual_machine: 'tip',
};

/** What the student can do better now. */
export class Coach {
  readonly #since = new Map<Advice, number>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** `since` null = no longer. */
  advise(advice: Advice, since: number | null): void {
    if (this.#since.get(advice) === (since ?? undefined)) return;
    if (since === null) this.#since.delete(advice);
    else this.#since.set(advice, since);
    this.#onChange();
  }

  /** Newest last. */
  items(language: Language): CoachAdvice[] {
    const t = coachTexts(language);
    return [...this.#since]
      .map(([advice, since]) => ({ advice, since, text: t(`coach_${advice}`), kind: kinds[advice] }))
      .sort((a, b) => a.since - b.since);
  }
}
