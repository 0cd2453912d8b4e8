import { routes } from '../../../protocol/api.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { account } from '../account.ts';
import { t } from '../texts.ts';
import { examPath } from '../views.ts';

/** What there is of one exam as a whole: tables to take away, what cannot be chance, what students are granted. */
export function ExamLinks({ examId }: { examId: ExamId }) {
  const report = routes.examReport.path.replace(':examId', examId);
  const who = account.value;
  const isAdmin = who.state === 'in' && who.person.role === 'admin';
  return (
    <nav class="exam-links" aria-label={t('exam_links')}>
      <a href={`${report}?format=csv`} download>
        {t('report_csv')}
      </a>
      <a href={`${report}?format=json`} download>
        {t('report_json')}
      </a>
      <a href={examPath(examId, 'collisions')}>{t('collisions')}</a>
      {isAdmin && <a href={examPath(examId, 'accommodations')}>{t('accommodations')}</a>}
    </nav>
  );
}
