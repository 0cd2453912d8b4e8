/** Which of the shared words the panel needs; the build puts these and no others into the content script. */
export const commonPrefixes = ['warning_'] as const;
export const commonKeys = [
  'rule_allow_to_use_websites',
  'rule_allow_to_use_books',
  'rule_allow_to_use_paper',
  'rule_allow_to_use_messengers',
  'rule_allow_to_use_calculator',
  'rule_allow_to_use_excel',
  'rule_allow_to_use_human_assistant',
  'rule_allow_absence_in_frame',
  'rule_allow_voices',
  'rule_allow_wrong_gaze_direction',
  'rules_title',
  'allowed',
  'forbidden',
  'send',
  'close',
  'time_left',
  'finish_exam',
] as const;
/** Those only the second script needs (`late/parts.ts`). */
export const lateCommonKeys = [
  'support',
  'support_yours',
  'right',
  'wrong',
  'frame_right',
  'frame_wrong_part',
  'frame_wrong_dark',
  'frame_wrong_two',
] as const;
