import { type UnsettledMessage, settlements } from '../../../protocol/api/admin/unsettled.ts';
import type { IntegrationId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { formatDateTime } from '../format.ts';
import { call } from '../server.ts';
import { language } from '../texts.ts';
import { useAct } from './act.ts';
import { Loaded } from './loaded.tsx';
import { t } from './texts.ts';
import { useLoad } from './use-load.ts';

/** What one LMS was to be told and a person decides about. */
export function UnsettledPart({ id, onDone }: { id: IntegrationId; onDone: () => void }) {
  const params = { integrationId: id };
  const { load, reload } = useLoad((signal) => call('unsettledMessages', { params }, { signal }));
  const { isBusy, act } = useAct();
  const settle = (message: UnsettledMessage, how: (typeof settlements)[number]) =>
    void act(async () => {
      const input = { params: { ...params, outboxId: String(message.id) }, body: { act: how } };
      await call('settleMessage', input);
      reload();
      onDone();
    }, t('saved'));
  return (
    <Loaded load={load} onRetry={reload}>
      {({ messages }) => (
        <>
          <h3>{t('unsettled_title')}</h3>
          <p>{t('unsettled_lead')}</p>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('unsettled_when')}</th>
                <th scope="col">{t('unsettled_what')}</th>
                <th scope="col">{t('unsettled_problem')}</th>
                <th scope="col">{t('unsettled_act')}</th>
              </tr>
            </thead>
            <tbody>
              {messages.map((message) => (
                <tr key={message.id}>
                  <td class="moment">{formatDateTime(message.createdAt, language.value)}</td>
                  <th scope="row">
                    {whatOf(message)}
                    <br />
                    <a href={`/console/sessions/${message.sessionId}`}>
                      {message.studentName} · {message.examName}
                    </a>
                  </th>
                  <td>
                    {t(`unsettled_${message.state}`)} <code>{message.problem}</code>
                  </td>
                  <td>
                    <div class="admin-row">
                      {settlements.map((how) => (
                        <Button key={how} busy={isBusy} onClick={() => settle(message, how)}>
                          {t(`settle_${how}`)}
                        </Button>
                      ))}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Loaded>
  );
}

const whatOf = ({ kind, event, startsAt }: UnsettledMessage): string =>
  event !== null && startsAt !== null
    ? t(`unsettled_${event}`, { when: formatDateTime(startsAt, language.value) })
    : t(`unsettled_${kind}`);
