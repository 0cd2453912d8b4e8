import { useSignal } from '@preact/signals';
import { Copy } from 'lucide';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../shell/failure.tsx';
import { Page } from '../shell/page.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { t } from '../texts.ts';
import { type ArticleId, articleIds, searchArticles } from './articles.ts';
import { diagnostics } from './diagnostics.ts';

/** J20: the guide's questions and answers, searchable; whom to write to; what to send with it. */
export function HelpPage({ article }: { article: string | null }) {
  const question = useSignal('');
  const isCopied = useSignal(false);
  const copying = useAction(async () => {
    await navigator.clipboard.writeText(await diagnostics());
    isCopied.value = true;
  });
  const all = articleIds.map((id: ArticleId) => ({
    id,
    title: t(`help_${id}_title`),
    body: t(`help_${id}_body`),
  }));
  const found = searchArticles(all, question.value);
  return (
    <Page title={t('nav_help')}>
      <Field
        label={t('help_search')}
        type="search"
        value={question.value}
        onInput={(event) => (question.value = event.currentTarget.value)}
      />
      <p class="visually-hidden" role="status">
        {t('help_found', { count: found.length })}
      </p>
      {found.length === 0 && <p class="empty">{t('help_nothing')}</p>}
      <div class="articles">
        {found.map(({ id, title, body }) => (
          <details key={id} open={id === article || (question.value !== '' && found.length <= 2)}>
            <summary>{title}</summary>
            <div class="article-body">
              {body.split('\n').map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
          </details>
        ))}
      </div>
      <Card title={t('help_support')}>
        <div class="stack">
          <SupportLine />
          <p>{t('help_diagnostics')}</p>
          {copying.error.value !== null && <Failure error={copying.error.value} />}
          <div class="row">
            <Button icon={Copy} busy={copying.isBusy.value} onClick={() => void copying.run()}>
              {t('help_diagnostics_copy')}
            </Button>
            <span role="status">{isCopied.value && t('copied')}</span>
          </div>
        </div>
      </Card>
    </Page>
  );
}
