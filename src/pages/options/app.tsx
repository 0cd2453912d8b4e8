import { useSignalEffect } from '@preact/signals';
import { browser } from '../../shared/webext/browser.ts';
import { Card } from '../../ui/card.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { AccessCard } from './access.tsx';
import { account, chooseLanguage, language } from './account.ts';
import { ServerCard } from './server.tsx';
import { t } from './texts.ts';

const portal = browser.runtime.getURL('src/pages/portal/index.html');

export function App() {
  useSignalEffect(() => {
    document.documentElement.lang = language.value;
    document.title = t('options_title');
  });
  if (account.value === null) return null;
  return (
    <main class="options">
      <h1>{t('options_title')}</h1>
      <ServerCard />
      <Card title={t('language_title')}>
        <LanguageSwitch
          label={t('language_title')}
          value={language.value}
          onPick={(it) => void chooseLanguage(it)}
        />
      </Card>
      <AccessCard />
      <p class="options-foot row">
        <a href={portal} target="_blank">
          {t('open_portal')}
        </a>
        <span>{t('version', { version: browser.runtime.getManifest().version })}</span>
      </p>
    </main>
  );
}
