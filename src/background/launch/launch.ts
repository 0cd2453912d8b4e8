import * as v from 'valibot';
import type { LaunchState } from '../../protocol/calls.ts';
import { examId, sessionId } from '../../protocol/ids.ts';
import { CallError } from '../../shared/webext/bus.ts';
import { type StorageArea, storageItem } from '../../shared/webext/storage-item.ts';
import type { Account } from '../account/account.ts';
import { callServer } from '../account/call-server.ts';
import type { QuizTab } from '../quiz-tab.ts';

/** What a server's page hands over when an LMS sends a student to it. */
export interface Offer {
  /** Of the page itself, which therefore speaks for that server. */
  origin: string;
  /** Good for one login, for minutes. */
  ticket: string;
  tabId: number;
}

const offered = v.object({ origin: v.string(), ticket: v.string(), tabId: v.number() });
const record = v.object({
  offer: offered,
  outcome: v.nullable(
    v.variant('step', [
      v.object({ step: v.literal('ready'), examId, sessionId }),
      v.object({ step: v.literal('failed'), code: v.string() }),
    ]),
  ),
});
type Record = v.InferOutput<typeof record>;
type Outcome = NonNullable<Record['outcome']>;

export interface Launch {
  /** Takes what a page offers, once however often it is offered, and shows the portal. */
  take(offer: Offer): Promise<void>;
  /** Null when nobody came from an LMS. */
  state(): Promise<LaunchState | null>;
  /** The student trusts the server: signs in there. */
  accept(): Promise<LaunchState>;
  forget(): Promise<void>;
}

interface LaunchParts {
  /** `storage.session`: a ticket is not written to the disk. */
  area: StorageArea;
  account: Pick<Account, 'state' | 'pair' | 'takeLogin' | 'language'>;
  quizTab: Pick<QuizTab, 'adopt'>;
  /** The session of the exam under way, null when another could begin. */
  sessionUnderWay: () => Promise<string | null>;
  showPortal: () => Promise<void>;
}

/** A student comes from an LMS: signs them in by what the LMS said of them and shows them the exam in the portal. */
export function createLaunch({ area, account, quizTab, sessionUnderWay, showPortal }: LaunchParts): Launch {
  const item = storageItem<Record | null>({
    area,
    key: 'launch',
    version: 1,
    schema: v.nullable(record),
    initial: null,
  });

  async function signIn(offer: Offer): Promise<Outcome> {
    const outcome = await trade(offer).catch((error: unknown): Outcome => ({
      step: 'failed',
      code: error instanceof Error && 'code' in error ? String(error.code) : 'failed',
    }));
    await item.update((value) => (value?.offer.ticket === offer.ticket ? { ...value, outcome } : value));
    return outcome;
  }

  async function trade({ origin, ticket, tabId }: Offer): Promise<Outcome> {
    const login = await callServer({ origin, language: await account.language() }, 'launch', {
      body: { ticket },
    });
    const running = await sessionUnderWay();
    if (running !== null && running !== login.sessionId) {
      throw new CallError('exam_running', 'another exam is under way');
    }
    await account.takeLogin(origin, login);
    await quizTab.adopt(tabId);
    return { step: 'ready', examId: login.examId, sessionId: login.sessionId };
  }

  async function stateOf(value: Record | null): Promise<LaunchState | null> {
    if (value === null) return null;
    if (value.outcome) return value.outcome;
    const { origin, pinned } = await account.state();
    if (pinned && origin !== value.offer.origin) return { step: 'failed', code: 'forbidden' };
    return { step: 'trust', origin: value.offer.origin };
  }

  return {
    state: async () => stateOf(await item.get()),
    forget: async () => void (await item.update(() => null)),

    take: async (offer) => {
      let isNew = false;
      await item.update((value) => {
        isNew = value?.offer.ticket !== offer.ticket;
        return isNew ? { offer, outcome: null } : value;
      });
      if (!isNew) return;
      const { origin } = await account.state();
      // A server that is not known yet is named and asked about first, as in pairing.
      if (origin === offer.origin) await signIn(offer);
      await showPortal();
    },

    accept: async () => {
      const value = await item.get();
      if (value === null) throw new CallError('not_found', 'nobody came from an LMS');
      if (value.outcome) return value.outcome;
      if ((await account.state()).origin !== value.offer.origin) {
        if ((await sessionUnderWay()) !== null) throw new CallError('exam_running', 'an exam is under way');
        await account.pair(value.offer.origin);
      }
      return signIn(value.offer);
    },
  };
}
