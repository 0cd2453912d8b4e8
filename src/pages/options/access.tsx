import { signal } from '@preact/signals';
import { Card } from '../../ui/card.tsx';
import { browser } from '../../shared/webext/browser.ts';
import { t } from './texts.ts';

const bakedIn = new Set(browser.runtime.getManifest().host_permissions);
const granted = signal<string[]>([]);

/** Reads what Chrome lets us see, now and whenever that changes. */
export async function followAccess(): Promise<void> {
  const read = async () => {
    granted.value = (await browser.permissions.getAll()).origins ?? [];
  };
  browser.permissions.onAdded.addListener(() => void read());
  browser.permissions.onRemoved.addListener(() => void read());
  await read();
}

/** What Examus may see at this moment: Chrome's own answer, not ours. */
export function AccessCard() {
  const own = granted.value.filter((origin) => bakedIn.has(origin));
  const forExam = granted.value.filter((origin) => !bakedIn.has(origin));
  return (
    <Card title={t('access_title')}>
      {granted.value.length === 0 && <p>{t('access_none')}</p>}
      {forExam.length > 0 && <HostList text={t('access_some', { count: forExam.length })} hosts={forExam} />}
      {own.length > 0 && <HostList text={t('access_baked')} hosts={own} />}
    </Card>
  );
}

const HostList = ({ text, hosts }: { text: string; hosts: string[] }) => (
  <>
    <p>{text}</p>
    <ul>
      {hosts.map((host) => (
        <li key={host}>{host}</li>
      ))}
    </ul>
  </>
);
