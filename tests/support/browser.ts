import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Extension, launch, type Page, TargetType } from 'puppeteer';
import { browsersAtHand, isLeaving } from './at-hand.ts';
import { BrowserLog } from './browser-log.ts';
import { browserArgs, findBrowser } from './find-browser.ts';
import { until } from './wait.ts';

export const EXTENSION_ID = 'gdklhmcgjdedkfaochdndkgcambmilhh';

export interface LaunchOptions {
  /** Folder of the built extension; without it a plain browser. */
  extension?: string;
  /** y4m for the camera, wav for the microphone. */
  camera?: string;
  microphone?: string;
  /** Display to show windows on; without it the browser is headless. */
  display?: string;
  /** False = the real prompts come up, for somebody to press. */
  promptsAnswered?: boolean;
  /** False = Chrome's screen picker comes up, for somebody to press. */
  screenPicked?: boolean;
  /** `host:port` of a proxy that gets every request, also those to this machine. */
  proxy?: string;
  /** File for Chrome's network log: see `net-log.ts`. Complete once the browser is closed. */
  netLog?: string;
  windowSize?: { width: number; height: number };
  /** Folder of a profile that outlives the browser; without it each has a new one. */
  profile?: string;
  language?: string;
  /** False = a computer on which no page can use WebGL. */
  webgl?: boolean;
}

export interface TestBrowser {
  browser: Browser;
  log: BrowserLog;
  /** The extension under test. */
  extension: () => Extension;
  /** The document that holds camera and recorders, once it lives. */
  offscreen: () => Promise<Page>;
  close: () => Promise<void>;
}

/** Chromium asks its maker for updates, lists and experiments when nobody stops it. */
const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--metrics-recording-only',
  '--no-pings',
  '--disable-field-trial-config',
  '--disable-features=OptimizationHints,MediaRouter,DialMediaRouteProvider,Translate,AutofillServerCommunication,InterestFeedContentSuggestions',
];

export async function launchBrowser(options: LaunchOptions = {}): Promise<TestBrowser> {
  const { camera, microphone, extension, display, proxy, language = 'ru' } = options;
  const size = options.windowSize ?? { width: 1280, height: 800 };
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'examus-profile-')));
  const fakeMedia = camera !== undefined || microphone !== undefined;
  const browser = await launch({
    executablePath: await findBrowser(),
    pipe: true,
    protocolTimeout: 60_000,
    headless: display === undefined,
    userDataDir: profile,
    defaultViewport: null,
    enableExtensions: extension === undefined ? false : [extension],
    env: { ...process.env, LANGUAGE: language, ...(display === undefined ? {} : { DISPLAY: display }) },
    args: [
      ...browserArgs(),
      ...quiet,
      `--lang=${language}`,
      `--accept-lang=${language}`,
      `--window-size=${size.width},${size.height}`,
      '--window-position=0,0',
      // Detection wants WebGL, which machines without a graphics card have in software only.
      ...(options.webgl === false
        ? ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis']
        : ['--enable-unsafe-swiftshader']),
      '--autoplay-policy=no-user-gesture-required',
      '--mute-audio',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      ...(fakeMedia ? ['--use-fake-device-for-media-stream'] : []),
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
      ...(microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}`]),
      ...(options.promptsAnswered === false ? [] : ['--use-fake-ui-for-media-stream']),
      ...(options.screenPicked === false ? [] : ['--auto-select-desktop-capture-source=Entire screen']),
      ...(options.netLog === undefined ? [] : [`--log-net-log=${options.netLog}`]),
      // `<-loopback>` sends requests to this machine through the proxy as well.
      ...(proxy === undefined ? [] : [`--proxy-server=${proxy}`, '--proxy-bypass-list=<-loopback>']),
    ],
  });
  const log = new BrowserLog();
  log.follow(browser);
  const forget = browsersAtHand.add(extension === undefined ? 'browser' : 'student', { browser, log });
  const loaded =
    extension === undefined
      ? undefined
      : await readyExtension(browser).catch(async (error: unknown) => {
          await isLeaving();
          forget();
          await browser.close();
          throw error;
        });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await isLeaving();
    forget();
    await browser.close();
    if (options.profile === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    browser,
    log,
    extension: () => {
      if (!loaded) throw new Error('this browser has no extension');
      return loaded;
    },
    offscreen: async () => {
      const target = await browser.waitForTarget((one) => /^chrome-extension:.*offscreen/.test(one.url()), {
        timeout: 20_000,
      });
      return await target.asPage();
    },
    close: () => (closing ??= close()),
  };
}

/**
 * Loaded is not ready: the worker's `__examusReady` resolves when it listens and has settled. Asked over a session of
 * our own each time: Puppeteer keeps a worker that went away while starting, and would never see the next one.
 */
async function readyExtension(browser: Browser): Promise<Extension> {
  const extension = await until('the extension to load', async () =>
    (await browser.extensions()).get(EXTENSION_ID),
  );
  await until('the worker to be ready', async () => {
    const target = browser.targets().find((one) => one.type() === TargetType.SERVICE_WORKER);
    const session = await target?.createCDPSession();
    const answer = await session?.send('Runtime.evaluate', {
      expression: '__examusReady.then(() => true)',
      awaitPromise: true,
      returnByValue: true,
    });
    await session?.detach();
    return answer?.result.value === true;
  });
  return extension;
}
