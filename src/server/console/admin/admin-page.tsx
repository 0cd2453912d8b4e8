import { Badge } from '../../../ui/badge.tsx';
import { account } from '../account.ts';
import { unsettled } from '../unsettled.ts';
import { AuditPage } from './audit-page.tsx';
import { ExamPage } from './exam-page.tsx';
import { ExamsPage } from './exams-page.tsx';
import { GroupsPage } from './groups-page.tsx';
import { InstitutionPage } from './institution-page.tsx';
import { IntegrationsPage } from './integrations-page.tsx';
import { KeysPage } from './keys-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { t } from './texts.ts';

const sections = ['exams', 'people', 'groups', 'integrations', 'institution', 'keys', 'audit'] as const;

/** Administration of one's own institution; fetched only by those who open it. */
export function AdminPage({ path }: { path: readonly string[] }) {
  const who = account.value;
  if (who.state !== 'in' || who.person.role !== 'admin') {
    return <main class="centre">{t('only_admins')}</main>;
  }
  const [section = 'exams', id] = path;
  return (
    <div class="admin">
      <nav class="admin-nav" aria-label={t('admin_title')}>
        {sections.map((each) => (
          <a key={each} href={`/console/admin/${each}`} aria-current={each === section ? 'page' : undefined}>
            {t(`section_${each}`)}{' '}
            {each === 'integrations' && unsettled.value > 0 && <Badge kind="bad">{unsettled.value}</Badge>}
          </a>
        ))}
        <a href="/api/docs" target="_blank">
          {t('api_docs')}
        </a>
      </nav>
      <main class="admin-main">
        <Section section={section} id={id} />
      </main>
    </div>
  );
}

function Section({ section, id }: { section: string; id: string | undefined }) {
  switch (section) {
    case 'exams':
      return id === undefined ? <ExamsPage /> : <ExamPage key={id} id={id} />;
    case 'people':
      return <PeoplePage />;
    case 'groups':
      return <GroupsPage />;
    case 'integrations':
      return <IntegrationsPage />;
    case 'institution':
      return <InstitutionPage />;
    case 'keys':
      return <KeysPage />;
    case 'audit':
      return <AuditPage />;
    default:
      return <p>{t('no_such_page')}</p>;
  }
}
