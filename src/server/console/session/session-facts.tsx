import type { ComponentChildren } from 'preact';
import { routes, type SessionDetail } from '../../../protocol/api.ts';
import { languageNames } from '../../../ui/language-switch.tsx';
import { RulesRow } from '../../../ui/rules-row.tsx';
import { formatDateTime, formatDuration, formatTime, formatMegabytes } from '../format.ts';
import { language, t } from '../texts.ts';
import { reading } from '../reading.ts';
import { actBy, actDetail } from './act-detail.ts';
import { CheckResults } from './check-results.tsx';
import { Photos } from './photos.tsx';
import type { SessionStore } from './session-store.ts';
import { printPath } from '../views.ts';
import { GivenTime, hasGivenTime } from './given-time.tsx';
import { Granted } from './granted.tsx';
import { NotEnforced } from './not-enforced.tsx';
import { HiddenIdentity } from './hidden-identity.tsx';
import { describeAct } from './describe-act.ts';

/** Everything that is on record beside the recordings. */
export function SessionFacts({ detail, store }: { detail: SessionDetail; store?: SessionStore }) {
  const check = detail.checks.at(-1);
  const isReview = detail.startedAt !== null;
  return (
    <div class="facts">
      {isReview && (
        <Fact title={t('identity')}>
          <p class="quiet fine">{t(`identification_${detail.settings.identification}`)}</p>
          {detail.isBlind && store && reading.value === null ? (
            <HiddenIdentity detail={detail} store={store} />
          ) : (
            <Photos detail={detail} />
          )}
        </Fact>
      )}
      {detail.accommodation && (
        <Fact title={t('accommodation')}>
          <Granted granted={detail.accommodation} />
        </Fact>
      )}
      {hasGivenTime(detail) && (
        <Fact title={t('given_time')}>
          <GivenTime detail={detail} />
        </Fact>
      )}
      <Fact title={t('rules_title')}>
        <RulesRow
          rules={detail.settings.rules}
          label={t('rules_title')}
          describe={(rule, isAllowed) => `${t(`rule_${rule}`)}: ${t(isAllowed ? 'allowed' : 'forbidden')}`}
        />
        {detail.settings.rules.custom_rules && (
          <p class="custom-rules">{detail.settings.rules.custom_rules}</p>
        )}
      </Fact>
      {detail.notEnforced.length > 0 && (
        <Fact title={t('not_enforced_title')}>
          <NotEnforced notEnforced={detail.notEnforced} />
        </Fact>
      )}
      <Fact title={t('consent')}>
        <Consent consent={detail.consent} />
      </Fact>
      {isReview && (
        <Fact title={t('check_report')}>
          {check ? <CheckResults report={check.report} /> : <p class="quiet">{t('no_check')}</p>}
        </Fact>
      )}
      <Fact title={t('recordings')}>
        <Recordings detail={detail} />
        {detail.phase === 'closed' && !detail.isBlind && !detail.isIndependent && (
          <EvidenceLink detail={detail} />
        )}
        {detail.startedAt !== null && (
          <p>
            <a href={printPath(detail.id)}>{t('print_report')}</a>
          </p>
        )}
      </Fact>
      <Fact title={t('acts')}>
        <Acts detail={detail} />
      </Fact>
    </div>
  );
}

const Fact = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="panel">
    <h2>{title}</h2>
    {children}
  </section>
);

function Consent({ consent }: { consent: SessionDetail['consent'] }) {
  if (!consent) return <p class="quiet">{t('no_consent')}</p>;
  return (
    <>
      <p>
        {t('consent_given', {
          time: formatDateTime(consent.acceptedAt, language.value),
          version: consent.version,
          language: languageNames[consent.language],
        })}
      </p>
      <details>
        <summary>{t('consent_text')}</summary>
        <div class="consent-text" lang={consent.language} tabIndex={0}>
          {consent.text}
        </div>
        <p class="quiet fine hash">SHA-256 {consent.sha256}</p>
      </details>
    </>
  );
}

const Recordings = ({ detail }: { detail: SessionDetail }) =>
  detail.recordings.length === 0 ? (
    <p class="quiet">{t('no_recording')}</p>
  ) : (
    <ul class="plain">
      {detail.recordings.map((recording) => (
        <li key={recording.kind}>
          {t(`kind_${recording.kind}`)}: {formatDuration(recording.seconds * 1000)},{' '}
          {formatMegabytes(recording.bytes, language.value)}, {t('segments', { count: recording.segments })}
          {recording.epochs > 1 && `, ${t('epochs', { count: recording.epochs })}`}
        </li>
      ))}
    </ul>
  );

/** A plain link: the browser streams the archive to the disk by itself, signed in by the cookie. */
const EvidenceLink = ({ detail }: { detail: SessionDetail }) => (
  <p>
    <a href={routes.evidence.path.replace(':sessionId', detail.id)} download>
      {t('evidence_download')}
    </a>
  </p>
);

const Acts = ({ detail }: { detail: SessionDetail }) =>
  detail.timeline.length === 0 ? (
    <p class="quiet">{t('no_acts')}</p>
  ) : (
    <ol class="acts" tabIndex={0} aria-label={t('acts')}>
      {detail.timeline.map((act, index) => (
        <li key={index}>
          <time title={formatDateTime(act.at, language.value)}>{formatTime(act.at, language.value)}</time>
          <span>
            <strong>{describeAct(act.what)}</strong> {act.who && <small class="quiet">{actBy(act)}</small>}
            {act.detail && <span class="act-detail">{actDetail(act, detail.warnings)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
