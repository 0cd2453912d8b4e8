import type { RuleId } from '../protocol/rules.ts';

/**
 * The ten rules as strokes on a 24 px grid, in the order of the row. Drawn for this project: silhouettes differ (round,
 * wide, tall, waves, almond…), so that they can be told apart at a glance and without colour.
 */
export const ruleIcons = {
  allow_to_use_websites: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c-5 5-5 13 0 18c5-5 5-13 0-18z',
  allow_to_use_books:
    'M12 7v13M12 7C10 5 7 4 2.5 4v13.5c4.5 0 7.5 1 9.5 2.5c2-1.5 5-2.5 9.5-2.5V4C17 4 14 5 12 7z',
  allow_to_use_paper: 'M11 3H4v18h13v-5M7 8h4M7 12h2M21.5 5.5l-8 8l-3 1l1-3l8-8z',
  allow_to_use_messengers: 'M3 4h18v12.5h-9L7 21v-4.5H3zM8 10.2h.01M12 10.2h.01M16 10.2h.01',
  allow_to_use_calculator:
    'M5 2.5h14v19H5zM8.5 6.5h7M8.5 11.5h.01M12 11.5h.01M15.5 11.5h.01M8.5 14.7h.01M12 14.7h.01M15.5 14.7v3M8.5 17.9h.01M12 17.9h.01',
  allow_to_use_excel: 'M2.5 4.5h19v15h-19zM2.5 9.5h19M2.5 14.5h19M9 4.5v15M15.3 4.5v15',
  allow_to_use_human_assistant:
    'M8 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM1.5 20.5c0-4 2.5-6 6.5-6s6.5 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.5M18 14.9c3 .6 4.5 2.5 4.5 5.6',
  allow_absence_in_frame: 'M11 3H4v18h7M9.5 12H21M16.5 7.5L21 12l-4.5 4.5',
  allow_voices: 'M3 10v4M7.5 7v10M12 3.5v17M16.5 7v10M21 10v4',
  allow_wrong_gaze_direction:
    'M2 12c5-8.5 15-8.5 20 0c-5 8.5-15 8.5-20 0zM16.2 9.6a3 3 0 1 0 0 4.8a3 3 0 0 0 0-4.8z',
} as const satisfies Record<RuleId, string>;

/** Known here as well as in `protocol/rules.ts`, which brings the validator along. */
export const ruleOrder = Object.keys(ruleIcons) as RuleId[];
