import type { Language } from '../protocol/views.ts';

/** Each language in its own name, so that it can be found from any other. */
export const languageNames: Record<Language, string> = { ru: 'Русский', kk: 'Қазақша', en: 'English' };
const order: Language[] = ['ru', 'kk', 'en'];

interface Props {
  label: string;
  value: Language;
  onPick: (language: Language) => void;
}

export const LanguageSwitch = ({ label, value, onPick }: Props) => (
  <div class="language-switch" role="group" aria-label={label}>
    {order.map((language) => (
      <button
        key={language}
        type="button"
        lang={language}
        aria-pressed={language === value}
        onClick={() => onPick(language)}
      >
        {languageNames[language]}
      </button>
    ))}
  </div>
);
