import { useSignal } from '@preact/signals';
import { parseServerLink } from '../../shared/server-origin.ts';
import { CallError } from '../../shared/webext/bus.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { account, pairServer } from './account.ts';
import { t } from './texts.ts';

export function ServerCard() {
  const origin = account.value?.origin ?? null;
  return (
    <Card title={t('server_title')}>
      <div class="stack">
        <p>{origin === null ? t('server_none') : t('server_now', { host: new URL(origin).host })}</p>
        {account.value?.pinned ? (
          <Notice>{t('server_pinned')}</Notice>
        ) : (
          <ServerForm isReplacing={origin !== null} />
        )}
      </div>
    </Card>
  );
}

type Outcome = 'server_saved' | 'server_wrong' | 'server_unreachable' | 'server_failed';

function ServerForm({ isReplacing }: { isReplacing: boolean }) {
  const text = useSignal('');
  const busy = useSignal(false);
  const outcome = useSignal<Outcome | null>(null);
  const save = async () => {
    const origin = parseServerLink(text.value);
    if (origin === null) {
      outcome.value = 'server_wrong';
      return;
    }
    busy.value = true;
    outcome.value = await pairServer(origin).then(
      () => 'server_saved' as const,
      (error: unknown) =>
        error instanceof CallError && error.code === 'unavailable' ? 'server_unreachable' : 'server_failed',
    );
    busy.value = false;
  };
  const isSaved = outcome.value === 'server_saved';
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label={t('server_label')}
        hint={isReplacing ? t('server_signs_out') : t('server_hint')}
        error={outcome.value === null || isSaved ? undefined : t(outcome.value)}
        type="url"
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
      <div class="row">
        <Button type="submit" busy={busy.value}>
          {t('save')}
        </Button>
        {isSaved && <span role="status">{t('server_saved')}</span>}
      </div>
    </form>
  );
}
