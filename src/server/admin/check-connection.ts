import { connect, type PeerCertificate } from 'node:tls';
import type { ConnectionCheck } from '../../protocol/api/admin/integrations.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';
import { type IntegrationRow, openSecrets } from '../integration/integrations.ts';
import { askDate } from '../integration/outbox/ask-date.ts';
import { UNSETTLED } from '../integration/outbox/message.ts';

const TIMEOUT_MS = 8000;
const DAY_MS = 24 * 3600_000;
/** News for an LMS that waits longer than this is stuck. */
const LATE_MS = 10 * 60_000;
/** Signatures live 30 s; a clock further off than this makes them fail now and then. */
const CLOCK_TOLERANCE_MS = 10_000;

/** Looks at all that a connection with an LMS needs on our side, each thing by itself. */
export async function checkConnection(
  services: Services,
  row: IntegrationRow,
  signal: AbortSignal,
): Promise<ConnectionCheck[]> {
  const url = new URL(services.origin());
  return [
    ...(await checkAddress(url, signal)),
    await checkClock(services, row, signal),
    checkSecret(services, row),
    await checkWaiting(services, row),
  ];
}

/** Moodle's plugin knows a host alone: always https, always port 443, with a certificate that curl believes. */
async function checkAddress(url: URL, signal: AbortSignal): Promise<ConnectionCheck[]> {
  if (url.protocol !== 'https:') {
    return [
      { check: 'https', state: 'bad', detail: url.origin },
      { check: 'certificate', state: 'unknown', detail: '' },
    ];
  }
  const port: ConnectionCheck = {
    check: 'port',
    state: url.port === '' ? 'good' : 'bad',
    detail: url.port || '443',
  };
  const https: ConnectionCheck = { check: 'https', state: 'good', detail: url.origin };
  return [https, port, await checkCertificate(url, signal)];
}

function checkCertificate(url: URL, signal: AbortSignal): Promise<ConnectionCheck> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((done) => {
    const answer = (state: ConnectionCheck['state'], detail: string) => {
      socket.destroy();
      done({ check: 'certificate', state, detail });
    };
    // What is wrong with it is told, not thrown: nothing is sent over this line.
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(/[a-z]/i.test(host) ? { servername: host } : {}),
      rejectUnauthorized: false,
    });
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    limit.addEventListener('abort', () => answer('bad', 'timeout'), { once: true });
    socket.once('error', (error) => answer('bad', error.message.slice(0, 200)));
    socket.once('secureConnect', () => {
      const { valid_to } = socket.getPeerCertificate() as Partial<PeerCertificate>;
      const until = Date.parse(valid_to ?? '');
      if (!socket.authorized) return answer('bad', String(socket.authorizationError));
      if (Number.isNaN(until)) return answer('unknown', '');
      const left = until - Date.now();
      answer(left < 14 * DAY_MS ? 'warning' : 'good', new Date(until).toISOString());
    });
  });
}

/** Our clock against the LMS's own, by the `Date` of its answer: signatures that it checks live for seconds. */
async function checkClock(
  { db, now, config }: Services,
  row: IntegrationRow,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const url = row.reviewUrl ?? (await lastApiUrl(db, row));
  if (url === null) return { check: 'clock', state: 'unknown', detail: '' };
  try {
    const theirs = await askDate(url, {
      allowPrivate: config.allowPrivateLms,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (theirs === null) return { check: 'clock', state: 'unknown', detail: '' };
    const skewMs = Math.abs(theirs - now());
    return {
      check: 'clock',
      state: skewMs <= CLOCK_TOLERANCE_MS ? 'good' : 'bad',
      detail: String(Math.round(skewMs / 1000)),
    };
  } catch (error) {
    const reason = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : error;
    return { check: 'reachable', state: 'bad', detail: String(reason).slice(0, 200) };
  }
}

/** Where the last student came from says where the LMS's side of the plugin answers. */
async function lastApiUrl(db: Queries, { id }: IntegrationRow): Promise<string | null> {
  const row = await db
    .selectFrom('launches')
    .select('apiUrl')
    .where('integrationId', '=', id)
    .where('apiUrl', 'is not', null)
    .orderBy('lastStartAt', 'desc')
    .executeTakeFirst();
  return row?.apiUrl ?? null;
}

function checkSecret({ seal, now }: Services, row: IntegrationRow): ConnectionCheck {
  const [newest, ...older] = openSecrets(seal, row, now());
  if (newest === undefined) return { check: 'secret', state: 'bad', detail: '0' };
  return { check: 'secret', state: row.enabled ? 'good' : 'bad', detail: String(1 + older.length) };
}

/** What the LMS has not taken yet. */
async function checkWaiting({ db, now }: Services, { id }: IntegrationRow): Promise<ConnectionCheck> {
  const rows = await db
    .selectFrom('outbox')
    .select(['state', 'createdAt'])
    .where('integrationId', '=', id)
    .where('state', 'in', ['waiting', 'sending', ...UNSETTLED])
    .execute();
  const isStuck = rows.some(({ state, createdAt }) => state !== 'sending' && createdAt < now() - LATE_MS);
  const needsSomebody = rows.some(({ state }) => UNSETTLED.some((one) => one === state));
  const state = needsSomebody ? 'bad' : isStuck ? 'warning' : 'good';
  return { check: 'waiting', state, detail: String(rows.length) };
}
