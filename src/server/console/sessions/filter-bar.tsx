import { useEffect, useRef, useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import { reviewFilters } from '../../../protocol/views.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { complain } from '../announce.tsx';
import { navigate } from '../navigation.ts';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { type Filters, listPath } from '../views.ts';

/** Typing is over when no key came for this long. */
const TYPING_MS = 250;
const phases = ['waiting', 'live', 'over'] as const;

export function FilterBar({ filters }: { filters: Filters }) {
  const exams = useExams();
  const narrow = (change: Partial<Filters>) => navigate(listPath({ ...filters, ...change }), 'replace');
  const any = { value: '', label: t('filter_any') };
  return (
    <search class="filters">
      <SearchBox q={filters.q ?? ''} onSearch={(q) => narrow({ q: q || undefined })} />
      <Select
        label={t('column_exam')}
        value={filters.examId ?? ''}
        options={[any, ...exams.map(({ id, name }) => ({ value: id, label: name }))]}
        onPick={(value) => narrow({ examId: exams.find(({ id }) => id === value)?.id })}
      />
      <Select
        label={t('column_state')}
        value={filters.phase ?? ''}
        options={[any, ...phases.map((value) => ({ value, label: t(`group_${value}`) }))]}
        onPick={(value) => narrow({ phase: phases.find((each) => each === value) })}
      />
      <Select
        label={t('column_verdict')}
        value={filters.review ?? ''}
        options={[any, ...reviewFilters.map((value) => ({ value, label: t(`verdict_${value}`) }))]}
        onPick={(value) => narrow({ review: reviewFilters.find((each) => each === value) })}
      />
    </search>
  );
}

function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState(q);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = setTimeout(() => search.current(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Field
      label={t('column_student')}
      type="search"
      maxLength={200}
      placeholder={t('search_student')}
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

function useExams(): Reply<'consoleExams'>['exams'] {
  const [exams, setExams] = useState<Reply<'consoleExams'>['exams']>([]);
  useEffect(() => {
    const stop = new AbortController();
    call('consoleExams', {}, { signal: stop.signal }).then(
      (reply) => setExams(reply.exams),
      (error: unknown) => stop.signal.aborted || complain(error),
    );
    return () => stop.abort();
  }, []);
  return exams;
}
