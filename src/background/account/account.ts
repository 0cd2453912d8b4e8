import * as v from 'valibot';
import type { AccountState } from '../../protocol/calls.ts';
import type { CallInput, Reply, WorkerRouteName } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { institutionView, type Language, language, person } from '../../protocol/views.ts';
import { pickLanguage } from '../../shared/i18n.ts';
import { CallError } from '../../shared/webext/bus.ts';
import { type StorageArea, storageItem } from '../../shared/webext/storage-item.ts';
import { parseServerOrigin } from '../../shared/server-origin.ts';
import { callServer } from './call-server.ts';
import { type Identity, signIn } from './sign-in.ts';

/** How long the institution's login is given to end; the student watches a spinner meanwhile. */
const SIGN_OUT_MS = 5000;

/** Who uses the extension and with which server: the worker alone knows the token's place. */
const signedIn = v.object({
  token: v.string(),
  expiresAt: v.number(),
  person,
  institution: institutionView,
});
const record = v.object({
  origin: v.nullable(v.string()),
  signedIn: v.nullable(signedIn),
  /** As the student chose. */
  language: v.nullable(language),
  /** What the LMS speaks that started the exam: a guess better than the browser's, of no account once one chose. */
  launchLanguage: v.optional(v.nullable(language), null),
});
type Record = v.InferOutput<typeof record>;

type Login = v.InferOutput<typeof signedIn>;

export interface Account {
  state(): Promise<AccountState>;
  /** Null when nobody is signed in. */
  credentials(): Promise<{ origin: string; token: string } | null>;
  /** Calls the server as the student; a refused token signs out. */
  call<N extends WorkerRouteName>(name: N, input: CallInput<N>): Promise<Reply<N>>;
  signIn(institution: string): Promise<AccountState>;
  /** Signs in by what the server gave instead of a login window. Whoever was signed in before is signed out. */
  takeLogin(origin: string, login: Login & { language: Language | null }): Promise<void>;
  signOut(): Promise<AccountState>;
  pair(origin: string): Promise<AccountState>;
  chooseLanguage(language: Language | null): Promise<AccountState>;
  language(): Promise<Language>;
}

interface AccountParts {
  area: StorageArea;
  identity: Identity;
  /** Origin fixed by browser policy, or null. */
  pinnedOrigin: () => Promise<string | null>;
  preferredLanguages: readonly string[];
}

export function createAccount({ area, identity, pinnedOrigin, preferredLanguages }: AccountParts): Account {
  const item = storageItem<Record>({
    area,
    key: 'account',
    version: 1,
    schema: record,
    initial: { origin: null, signedIn: null, language: null, launchLanguage: null },
  });

  /** What holds now: a login at another server than the policy's, or an expired one, is none. */
  async function current(): Promise<Record & { pinned: boolean; speaks: Language }> {
    const [stored, pinned] = await Promise.all([item.get(), pinnedOrigin()]);
    const origin = pinned ?? stored.origin;
    const holds =
      stored.origin === origin && stored.signedIn !== null && stored.signedIn.expiresAt > Date.now();
    return {
      origin,
      signedIn: holds ? stored.signedIn : null,
      language: stored.language,
      launchLanguage: stored.launchLanguage,
      pinned: pinned !== null,
      speaks: pickLanguage(stored.language, [stored.launchLanguage, ...preferredLanguages]),
    };
  }

  async function state(): Promise<AccountState> {
    const { origin, pinned, signedIn: login, speaks } = await current();
    return {
      origin,
      pinned,
      person: login?.person ?? null,
      institution: login?.institution ?? null,
      language: speaks,
    };
  }

  async function call<N extends WorkerRouteName>(name: N, input: CallInput<N>): Promise<Reply<N>> {
    const { origin, signedIn: login, speaks } = await current();
    if (origin === null || login === null) throw new CallError('not_signed_in', 'nobody is signed in');
    try {
      return await callServer({ origin, token: login.token, language: speaks }, name, input);
    } catch (error) {
      if (error instanceof ExamusError && error.status === 401) await forget(login.token);
      throw error;
    }
  }

  const forget = (token: string) =>
    item.update((value) => (value.signedIn?.token === token ? { ...value, signedIn: null } : value));

  /** Leaves the server and, where it can be done without a window, the institution's login too. */
  async function signOut(): Promise<void> {
    if ((await current()).signedIn !== null) {
      // The server may be out of reach; the token is forgotten here all the same.
      const reply = await call('signOut', {}).catch(() => null);
      if (reply?.endSessionUrl) {
        // Providers end a login by a page that submits itself: the first page loaded is not the last.
        const quietly = {
          interactive: false,
          abortOnLoadForNonInteractive: false,
          timeoutMsForNonInteractive: SIGN_OUT_MS,
        };
        await identity.launchWebAuthFlow({ url: reply.endSessionUrl, ...quietly }).catch(() => null);
      }
    }
    await item.update((value) => ({ ...value, signedIn: null, launchLanguage: null }));
  }

  return {
    state,
    call,
    credentials: async () => {
      const { origin, signedIn: login } = await current();
      return origin === null || login === null ? null : { origin, token: login.token };
    },
    language: async () => (await current()).speaks,

    signIn: async (institution) => {
      const { origin, speaks } = await current();
      if (origin === null) throw new CallError('not_paired', 'no exam server is known');
      const login = await signIn(identity, { origin, institution, language: speaks });
      await item.update((value) => ({ ...value, origin, signedIn: login, launchLanguage: null }));
      return state();
    },

    takeLogin: async (origin, { token, expiresAt, person: who, institution, language: launchLanguage }) => {
      const before = (await current()).signedIn;
      // Tells the server only; the token is replaced here whatever it says.
      if (before && before.person.id !== who.id) await call('signOut', {}).catch(() => undefined);
      const login = { token, expiresAt, person: who, institution };
      await item.update((value) => ({ ...value, origin, signedIn: login, launchLanguage }));
    },

    signOut: async () => {
      await signOut();
      return state();
    },

    pair: async (text) => {
      const origin = parseServerOrigin(text);
      if (origin === null) throw new CallError('bad_request', 'not an https address');
      const { pinned, origin: before, speaks } = await current();
      if (origin === before) return state();
      if (pinned) throw new CallError('forbidden', 'the exam server is fixed by policy');
      // Not trusted before it has answered as an exam server.
      await callServer({ origin, language: speaks }, 'serverInfo', {});
      await signOut();
      await item.update((value) => ({ ...value, origin }));
      return state();
    },

    chooseLanguage: async (chosen) => {
      await item.update((value) => ({ ...value, language: chosen }));
      return state();
    },
  };
}
