import type { Language } from '../protocol/language.ts';
import { hostPermissionsOf } from '../shared/webext/match-patterns.ts';
import { browser } from '../shared/webext/browser.ts';
import { contentScriptFile, frameScriptFile } from './content-script-file.ts';

const scriptId = 'exam';
const frameScriptId = 'exam-frames';
const scriptIds = [scriptId, frameScriptId];

/**
 * How much of the page is kept free for the panel before the first paint; `by-width`: the student chose neither yet.
 * None before the exam runs.
 */
export type Room = 'open' | 'collapsed' | 'by-width' | null;
export interface LmsPages {
  patterns: readonly string[];
  /** Frames to be watched inside them. */
  framePatterns: readonly string[];
  room: Room;
  /** The panel's. */
  language: Language;
}

const stylesOf = (room: Room): string[] => (room === null ? [] : [`room/room-${room}.css`]);
/** In this order: the panel finds its words when it starts. */
const textsOf = (language: Language): string => `content/texts-${language}.js`;
const lateTextsOf = (language: Language): string => `content/late-texts-${language}.js`;
const scriptsOf = (language: Language): string[] => [textsOf(language), contentScriptFile];

export const hasPermission = (patterns: readonly string[]): Promise<boolean> =>
  browser.permissions.contains({ origins: hostPermissionsOf(patterns) });

/** Puts the content script into the exam's pages, those and no others. Again = with what is new. */
export async function registerPages({ patterns, framePatterns, room, language }: LmsPages): Promise<void> {
  // Whole each time: an update puts what it does not name back to Chrome's defaults (seen with `persist…`).
  const script: chrome.scripting.RegisteredContentScript = {
    id: scriptId,
    js: scriptsOf(language),
    css: stylesOf(room),
    matches: [...patterns],
    runAt: 'document_start',
    allFrames: false,
    persistAcrossSessions: true,
  };
  const inFrames: chrome.scripting.RegisteredContentScript = {
    id: frameScriptId,
    js: [frameScriptFile],
    matches: [...framePatterns],
    runAt: 'document_start',
    allFrames: true,
    persistAcrossSessions: true,
  };
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: scriptIds });
  const isKnown = ({ id }: { id: string }) => registered.some((known) => known.id === id);
  const scripts = [script, inFrames];
  await chrome.scripting.updateContentScripts(scripts.filter(isKnown));
  await chrome.scripting.registerContentScripts(scripts.filter((it) => !isKnown(it)));
}

/** Runs in the page, in our world: whether the panel stands there already (src/content/start.ts). */
const hasPanel = (): boolean =>
  (globalThis as { examusPanel?: { isAlive(): boolean } }).examusPanel?.isAlive() ?? false;

/** Pages of the exam that were open before, or came to be its pages without a load, get the panel too. */
export const enterOpenPages = ({ patterns, room, language }: LmsPages): Promise<void> =>
  inOpenPages(patterns, async (target) => {
    // In a page that is loading this waits, and then the registered script was there first.
    const [there] = await chrome.scripting.executeScript({ target, func: hasPanel });
    if (there?.result === true) return;
    if (room !== null) await chrome.scripting.insertCSS({ target, files: stylesOf(room) });
    await chrome.scripting.executeScript({ target, files: scriptsOf(language) });
    await chrome.scripting.executeScript({
      target: { ...target, allFrames: true },
      files: [frameScriptFile],
    });
  });

/** Panels that are open go on in another language at once. */
export const speakInOpenPages = ({ patterns, language }: LmsPages): Promise<void> =>
  inOpenPages(patterns, async (target) => {
    await chrome.scripting.executeScript({ target, files: [textsOf(language), lateTextsOf(language)] });
  });

/** Puts the second script into the page that asks for it, and into no other that may have come in its place. */
export async function bringLatePanel(
  { tabId, documentId }: { tabId: number | null; documentId: string | null },
  language: Language,
): Promise<void> {
  if (tabId === null || documentId === null) return;
  const target = { tabId, documentIds: [documentId] };
  await chrome.scripting.executeScript({ target, files: [lateTextsOf(language), 'content/late.js'] });
}

/** A page that cannot be entered (an error page, one that is just going) does not keep the others from it. */
async function inOpenPages(
  patterns: readonly string[],
  enter: (target: { tabId: number }) => Promise<void>,
): Promise<void> {
  const tabs = await browser.tabs.query({ url: [...patterns] });
  await Promise.allSettled(tabs.map(async ({ id }) => id !== undefined && enter({ tabId: id })));
}

/** Granted for one exam, like its hosts. */
const optionalCaptures: ReadonlySet<string> = new Set(['tabCapture', 'desktopCapture']);

/** Leaves all pages and gives everything back that was granted, so that without an exam Examus sees nothing. */
export async function leavePages(): Promise<void> {
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: scriptIds });
  if (registered.length > 0) {
    await chrome.scripting.unregisterContentScripts({ ids: registered.map(({ id }) => id) });
  }
  const bakedIn = new Set<string>(chrome.runtime.getManifest().host_permissions);
  const { origins = [], permissions = [] } = await chrome.permissions.getAll();
  const hosts = origins.filter((origin) => !bakedIn.has(origin));
  const captures = permissions.filter((name) => optionalCaptures.has(name));
  if (hosts.length > 0 || captures.length > 0) {
    await chrome.permissions.remove({ origins: hosts, permissions: captures });
  }
}
