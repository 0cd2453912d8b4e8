import { pickLanguage } from '../shared/i18n.ts';
import { CallError, serve } from '../shared/webext/bus.ts';
import { browser } from '../shared/webext/browser.ts';
import { createAddressWatch } from './address-watch.ts';
import { createAccount } from './account/account.ts';
import { pinnedOrigin } from './account/policy.ts';
import { onIconClicked } from './action.ts';
import { showSigns } from './exam-signs.ts';
import {
  bringLatePanel,
  enterOpenPages,
  hasPermission,
  leavePages,
  registerPages,
  speakInOpenPages,
} from './lms-registration.ts';
import { createLeftovers, isLeftoverAlarm, remindOfLeftovers } from './leftovers.ts';
import { offerOf } from './launch/from-page.ts';
import { createLaunch } from './launch/launch.ts';
import { createOffscreenHost } from './offscreen-host.ts';
import { onInstalled } from './installed.ts';
import { countOpenPages, findPortalTab, showLaunch, showPortal } from './portal-tab.ts';
import { createQuizTab } from './quiz-tab.ts';
import { createExam } from './session/exam.ts';
import { examItem } from './session/exam-record.ts';
import { recordTab } from './tab-recording.ts';
import { createUpdates } from './update.ts';
import { isWatch, watch } from './watch.ts';

const { local, session } = browser.storage;
// Tokens are no business of a content script, which shares its process with a foreign page.
void chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
const offscreen = createOffscreenHost();
const followAddresses = createAddressWatch(() => void ready.then(() => exam.enterPages()));
const account = createAccount({
  area: local,
  identity: browser.identity,
  pinnedOrigin,
  preferredLanguages: navigator.languages,
});
const leftovers = createLeftovers({
  area: local,
  offscreen,
  remind: remindOfLeftovers,
  onDone: () => exam.rest(),
});
const quizTab = createQuizTab(session);
const exam = createExam({
  item: examItem(local),
  account,
  offscreen,
  quizTab,
  findPortalTab,
  hasPermission,
  registerPages,
  enterOpenPages,
  speakInOpenPages,
  leavePages,
  showSigns,
  watch: async (on) => {
    followAddresses(on);
    await watch(on);
  },
  hasLeftovers: () => leftovers.isAny(),
});

const launch = createLaunch({
  area: session,
  account,
  quizTab,
  sessionUnderWay: async () => ((await exam.isIdle()) ? null : ((await exam.current())?.sessionId ?? null)),
  showPortal: showLaunch,
});

const updates = createUpdates({
  area: session,
  isIdle: () => exam.isIdle(),
  countOpenPages,
  reload: () => chrome.runtime.reload(),
});

/**
 * The worker is started anew for almost every event; all of them wait until Chrome's side fits the record. What
 * failed is tried again by the next step of the exam, which then tells its caller.
 */
const ready = exam.settle().then(
  () => true,
  () => false,
);
Object.assign(globalThis, { __examusReady: ready });

serve(
  'background',
  {
    'account/state': () => account.state(),
    'account/credentials': () => account.credentials(),
    'account/sign-in': ({ institution }) => account.signIn(institution),
    'account/sign-out': async () => {
      // The next student at this computer finds nothing of this one: no camera, no page, no session.
      await ready.then(() => exam.leave());
      return account.signOut();
    },
    'account/language': async ({ language }) => {
      const state = await account.chooseLanguage(language);
      if (await offscreen.isAlive()) await offscreen.ask('language/set', { language: state.language });
      await ready.then(() => exam.speak());
      return state;
    },
    'server/pair': async ({ origin }) => {
      const isOther = (await account.state()).origin !== origin;
      if (isOther && !(await exam.isIdle())) throw new CallError('conflict', 'an exam is under way');
      return account.pair(origin);
    },
    'launch/state': () => launch.state(),
    'launch/accept': () => ready.then(() => launch.accept()),
    'launch/forget': () => launch.forget(),
    'exam/current': () => ready.then(() => exam.current()),
    'exam/prepare': ({ examId }) => ready.then(() => exam.prepare(examId)),
    'exam/begin': () => ready.then(() => exam.begin()),
    'exam/show-quiz': () => ready.then(() => exam.showQuiz()),
    'exam/leave': () => ready.then(() => exam.leave()),
    'exam/changed': (news) => ready.then(() => exam.changed(news)),
    'leftovers/changed': ({ sessionIds }) => leftovers.changed(sessionIds),
    'portal/show': () => showPortal(),
    'offscreen/ensure': () => ready.then(() => exam.resume()),
    'panel/collapsed': ({ collapsed }) => ready.then(() => exam.collapsePanel(collapsed)),
    'quiz/password': async () => ({ password: await ready.then(() => exam.quizPassword()) }),
    'panel/late': ({ language }, from) => bringLatePanel(from, pickLanguage(language, [])),
  },
  ['panel/collapsed', 'panel/late', 'quiz/password', 'offscreen/ensure'],
);

chrome.runtime.onMessageExternal.addListener((message, sender, answer) => {
  const offer = offerOf(message, sender);
  if (offer === null) return false;
  // The page asks again until it hears that its ticket is in good hands; the rest is between the student and the portal.
  answer({ ok: true });
  void ready.then(() => launch.take(offer));
  return false;
});
chrome.action.onClicked.addListener((tab) => void ready.then(() => clicked(tab)));
chrome.runtime.onInstalled.addListener((details) => void onInstalled(details));
chrome.runtime.onUpdateAvailable.addListener(() => void updates.onAvailable());
chrome.runtime.onStartup.addListener(() => void ready.then(comeBack));
void ready.then(() => leftovers.settle());
chrome.tabs.onRemoved.addListener(
  () => void ready.then(() => exam.rest()).then(() => updates.applyWhenFree()),
);
chrome.alarms.onAlarm.addListener((alarm) => {
  if (isWatch(alarm)) void ready.then(() => exam.resume());
  if (isLeftoverAlarm(alarm)) void leftovers.settle();
});

async function clicked(tab: chrome.tabs.Tab): Promise<void> {
  const recorded = await recordTab(tab.id, await exam.quiz(), offscreen).catch(() => false);
  if (!recorded) await onIconClicked(tab, { account, launch });
}

/** The browser was started again: in the middle of an exam the way back is what the student looks for. */
async function comeBack(): Promise<void> {
  if (await exam.isIdle()) return leavePages();
  await showPortal();
  await exam.resume();
}
