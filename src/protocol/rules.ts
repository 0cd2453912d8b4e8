import * as v from 'valibot';

/** The ten rules of the Examus Simple API (`rules` claim), in the order of the icons. `true` = allowed. */
export const ruleDefaults = {
  allow_to_use_websites: false,
  allow_to_use_books: false,
  allow_to_use_paper: true,
  allow_to_use_messengers: false,
  allow_to_use_calculator: true,
  allow_to_use_excel: false,
  allow_to_use_human_assistant: false,
  allow_absence_in_frame: false,
  allow_voices: false,
  allow_wrong_gaze_direction: false,
} as const;

export type RuleId = keyof typeof ruleDefaults;
export const ruleIds = Object.keys(ruleDefaults) as RuleId[];

/** Where they forbid something, only people see that it happens. */
export const humanOnlyRules: readonly string[] = [
  'allow_to_use_books',
  'allow_to_use_paper',
  'allow_to_use_calculator',
  'custom_rules',
] satisfies (RuleId | 'custom_rules')[];

const allowed = (byDefault: boolean) => v.optional(v.boolean(), byDefault);

export const rules = v.object({
  allow_to_use_websites: allowed(false),
  allow_to_use_books: allowed(false),
  allow_to_use_paper: allowed(true),
  allow_to_use_messengers: allowed(false),
  allow_to_use_calculator: allowed(true),
  allow_to_use_excel: allowed(false),
  allow_to_use_human_assistant: allowed(false),
  allow_absence_in_frame: allowed(false),
  allow_voices: allowed(false),
  allow_wrong_gaze_direction: allowed(false),
  custom_rules: v.optional(v.pipe(v.string(), v.maxLength(4000)), ''),
});
export type Rules = v.InferOutput<typeof rules>;
