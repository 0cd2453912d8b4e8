import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type ExamSettings, examSettings } from '../../../protocol/exam-settings.ts';
import { humanOnlyRules, ruleIds } from '../../../protocol/rules.ts';
import { detectableTypes, isHumanOnly, isHumanOnlyScore, warningTypes } from '../../../protocol/warnings.ts';
import { Field } from '../../../ui/field.tsx';
import { RulesRow } from '../../../ui/rules-row.tsx';
import { errorUnder } from './error-under.ts';
import { HoursChoice } from './hours-choice.tsx';
import { SettingControl } from './setting-control.tsx';
import { type AdminKey, labelOf, t } from './texts.ts';
import { WarningChoice } from './warning-choice.tsx';

const defaults = v.parse(examSettings, {});
const nested = ['rules', 'visibleWarnings', 'scoreConfig'] as const;
const main = ['mode', 'identification', 'startsAt', 'endsAt', 'durationMinutes', 'attemptsAllowed', 'trial'];
/** Set by the API alone: an object that the Simple API defines. */
const hidden = ['biometricIdentification'];
const names = Object.keys(defaults) as (keyof ExamSettings)[];
const flat = names.filter((name) => !(nested as readonly string[]).includes(name) && !hidden.includes(name));
const detection = flat.filter((name) => /(Ms|Degrees|Detectors|Confidence|Score)$/.test(name));
const groups: { title: AdminKey; names: readonly string[] }[] = [
  { title: 'group_main', names: flat.filter((name) => main.includes(name)) },
  {
    title: 'group_more',
    names: flat.filter((name) => !main.includes(name) && !detection.includes(name)),
  },
  { title: 'group_detection', names: detection },
];
const prefixOf = { rules: 'rule_', visibleWarnings: 'warning_', scoreConfig: 'score_' } as const;

interface Props {
  settings: ExamSettings;
  notEnforced: readonly string[];
  errors: ReadonlyMap<string, string>;
  onChange: (settings: ExamSettings) => void;
}

/** Every setting of an exam: found by a word, the changed ones marked, the rules as the student will see them. */
export function SettingsForm({ settings, notEnforced, errors, onChange }: Props) {
  const [search, setSearch] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const ownControl = (name: string, set: (next: unknown) => void) => {
    const label = labelOf('set_', name);
    if (name === 'disabledDetectors')
      return <WarningChoice label={label} choices={detectableTypes} value={settings[name]} onChange={set} />;
    if (name === 'proctoringHours')
      return <HoursChoice label={label} value={settings[name]} onChange={set} />;
    return undefined;
  };
  const control = (name: string, prefix: string, inside: (typeof nested)[number] | null) => {
    const values = Object(inside ? settings[inside] : settings) as Record<string, unknown>;
    const byDefault = Object(inside ? defaults[inside] : defaults)[name] as unknown;
    const value = values[name];
    const isFound = `${labelOf(prefix, name)} ${name}`.toLowerCase().includes(search.trim().toLowerCase());
    const isChanged = JSON.stringify(value) !== JSON.stringify(byDefault);
    if (!isFound || (onlyChanged && !isChanged)) return null;
    const set = (next: unknown) =>
      onChange({
        ...settings,
        ...(inside ? { [inside]: { ...settings[inside], [name]: next } } : { [name]: next }),
      } as ExamSettings);
    return (
      <SettingControl
        key={name}
        name={name}
        prefix={prefix}
        value={value}
        byDefault={byDefault}
        options={optionsOf(name)}
        error={errorUnder(errors, inside ? `${inside}.${name}` : name)}
        own={inside === null ? ownControl(name, set) : undefined}
        hint={hintOf(name, inside, value)}
        isEnforced={!notEnforced.includes(inside ?? name)}
        onChange={set}
      />
    );
  };
  return (
    <>
      <div class="admin-row">
        <Field
          label={t('find_setting')}
          type="search"
          value={search}
          onInput={(e) => setSearch(e.currentTarget.value)}
        />
        <label class="check-line">
          <input
            type="checkbox"
            checked={onlyChanged}
            onChange={(e) => setOnlyChanged(e.currentTarget.checked)}
          />
          {t('only_changed')}
        </label>
      </div>
      {groups.map((group) => (
        <fieldset class="settings-group" key={group.title}>
          <legend>{t(group.title)}</legend>
          {group.names.map((name) => control(name, 'set_', null))}
        </fieldset>
      ))}
      <fieldset class="settings-group">
        <legend>{t('rules_title')}</legend>
        <div class="rules-preview">
          <p class="quiet">{t('rules_preview')}</p>
          <RulesRow
            rules={settings.rules}
            label={t('rules_title')}
            describe={(rule, isAllowed) => t(`rule_${rule}_${isAllowed ? 'allowed' : 'forbidden'}`)}
          />
        </div>
        {[...ruleIds, 'custom_rules'].map((name) => control(name, 'rule_', 'rules'))}
      </fieldset>
      {(['visibleWarnings', 'scoreConfig'] as const).map((inside) => (
        <fieldset class="settings-group" key={inside}>
          <legend>{t(`group_${inside}`)}</legend>
          {Object.keys(defaults[inside]).map((name) => control(name, prefixOf[inside], inside))}
        </fieldset>
      ))}
    </>
  );
}

/** What an institution should know beside a control: what only people see to, and what a choice switches off. */
function hintOf(name: string, inside: (typeof nested)[number] | null, value: unknown): string | undefined {
  const isByPeople =
    inside === 'rules'
      ? humanOnlyRules.includes(name)
      : inside === 'scoreConfig'
        ? isHumanOnlyScore(name)
        : inside === 'visibleWarnings' && warningTypes.some((type) => type === name && isHumanOnly(type));
  if (isByPeople) return t('by_people_only');
  if (name === 'proctoringHours') return t('hours_hint');
  return name === 'webCameraMainView' && value === 'side' ? t('side_view_no_gaze') : undefined;
}

function optionsOf(name: string): readonly string[] | undefined {
  const entry = Object(Reflect.get(examSettings.entries, name)) as {
    wrapped?: { options?: readonly string[] };
  };
  const options = entry.wrapped?.options;
  return options?.every((each) => typeof each === 'string') ? options : undefined;
}
