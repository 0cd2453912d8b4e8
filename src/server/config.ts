import { parseArgs } from 'node:util';
import * as v from 'valibot';

/** The id that the fixed `key` of `manifest.config.ts` gives unpacked builds. */
export const UNPACKED_EXTENSION_ID = 'gdklhmcgjdedkfaochdndkgcambmilhh';

const iceServers = v.array(
  v.object({
    urls: v.array(v.pipe(v.string(), v.regex(/^(stun|stuns|turn|turns):/))),
    username: v.optional(v.string()),
    credential: v.optional(v.string()),
  }),
);

export interface Config {
  dataDir: string;
  host: string;
  port: number;
  /** PostgreSQL; absent = PGlite in the data directory. */
  databaseUrl: string | undefined;
  /** Absent = the address it listens on. */
  publicUrl: string | undefined;
  setupPath: string | undefined;
  extensionIds: readonly string[];
  /** Certificate and key with which the server speaks https itself. */
  tls: { certPath: string; keyPath: string } | undefined;
  /** Behind a proxy that sets `x-forwarded-for`. */
  trustProxy: boolean;
  /** LMSs may be at private addresses and speak http: on one campus, and in tests. */
  allowPrivateLms: boolean;
  iceServers: v.InferOutput<typeof iceServers>;
  /** coturn's `static-auth-secret`: TURN servers without a password get time-limited ones. */
  turnSecret: string | undefined;
  /** Live pictures go through a TURN server always: students and proctors do not learn each other's addresses. */
  relayOnly: boolean;
  /** Seals secrets in the database; absent = a key file in the data directory. */
  secret: string | undefined;
  /** Ed25519 key (PKCS #8 PEM) that signs evidence; absent = a key file in the data directory. */
  signingKey: string | undefined;
  /** Built console, served at `/console/`. */
  consoleDir: string;
  limits: RequestLimits;
}

/** Requests per minute. */
export interface RequestLimits {
  /** Of one account or session. Catching up after an hour offline sends 1800 pieces: a minute and a half. */
  perCaller: number;
  /** Of one address without a valid token: a whole class may sit behind it. */
  perAddress: number;
}
export const defaultLimits: RequestLimits = { perCaller: 1200, perAddress: 1200 };

/** A mistake in how the server was started, told to the person who starts it. */
export class ConfigError extends Error {}

export const usage = `node src/server/main.ts --data DIR --port N [options]
  --data DIR           where recordings and, without DATABASE_URL, the database are kept
  --port N             0 takes any free port
  --host ADDRESS       default 127.0.0.1
  --public-url URL     how people reach this server, e.g. https://exam.example.edu
  --setup FILE         institutions, people and exams to apply at start (JSON)
  --extension-id ID    an extension that may sign in here; may be repeated
  --ice-servers JSON   [{"urls": ["turn:…"], "username": "…", "credential": "…"}]
  --relay-only         live pictures go through the TURN servers always
  --tls-cert FILE      certificate chain (PEM): the server speaks https itself; renewed files are taken over
  --tls-key FILE       its key (PEM)
  --trust-proxy        the address of a caller comes from x-forwarded-for
  --allow-private-lms  an LMS may be at a private address, and without https
  --console DIR        the built console, default dist/console
environment: DATABASE_URL (PostgreSQL), EXAMUS_SECRET (seals secrets in the database),
  EXAMUS_SIGNING_KEY (Ed25519, PKCS #8 PEM: signs evidence),
  EXAMUS_TURN_SECRET (coturn's static-auth-secret: passwords for TURN servers that have none)`;

export function readConfig(args: string[], env: NodeJS.ProcessEnv, defaultConsoleDir: string): Config {
  const { values } = parse(args);
  if (values.data === undefined) throw new ConfigError('--data DIR is missing');
  const databaseUrl = env['DATABASE_URL'] || undefined;
  if (databaseUrl !== undefined && !/^postgres(ql)?:/.test(databaseUrl)) {
    throw new ConfigError('DATABASE_URL must begin with postgres:// or postgresql://');
  }
  return {
    dataDir: values.data,
    host: values.host ?? '127.0.0.1',
    port: readPort(values.port),
    databaseUrl,
    publicUrl: values['public-url'] === undefined ? undefined : readOrigin(values['public-url']),
    setupPath: values.setup,
    extensionIds: readExtensionIds(values['extension-id']),
    tls: readTlsPaths(values['tls-cert'], values['tls-key']),
    trustProxy: values['trust-proxy'] ?? false,
    allowPrivateLms: values['allow-private-lms'] ?? false,
    iceServers: readIceServers(values['ice-servers']),
    turnSecret: env['EXAMUS_TURN_SECRET'] || undefined,
    relayOnly: values['relay-only'] ?? false,
    secret: env['EXAMUS_SECRET'] || undefined,
    signingKey: env['EXAMUS_SIGNING_KEY'] || undefined,
    consoleDir: values.console ?? defaultConsoleDir,
    limits: defaultLimits,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        'public-url': { type: 'string' },
        setup: { type: 'string' },
        'extension-id': { type: 'string', multiple: true },
        'ice-servers': { type: 'string' },
        'relay-only': { type: 'boolean' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'trust-proxy': { type: 'boolean' },
        'allow-private-lms': { type: 'boolean' },
        console: { type: 'string' },
      },
    });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined) throw new ConfigError('--port N is missing');
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new ConfigError(`--port ${text}: not a port, give 0 to 65535`);
  return port;
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new ConfigError(`--public-url ${text}: give an origin such as https://exam.example.edu`);
  }
  return url.origin;
}

function readTlsPaths(certPath: string | undefined, keyPath: string | undefined): Config['tls'] {
  if (certPath === undefined && keyPath === undefined) return undefined;
  if (certPath === undefined || keyPath === undefined) {
    throw new ConfigError('--tls-cert and --tls-key go together');
  }
  return { certPath, keyPath };
}

function readExtensionIds(ids: string[] | undefined): string[] {
  for (const id of ids ?? []) {
    if (!/^[a-p]{32}$/.test(id))
      throw new ConfigError(`--extension-id ${id}: an id has 32 letters from a to p`);
  }
  return ids ?? [UNPACKED_EXTENSION_ID];
}

function readIceServers(text: string | undefined): Config['iceServers'] {
  if (text === undefined) return [];
  try {
    return v.parse(iceServers, JSON.parse(text));
  } catch {
    throw new ConfigError('--ice-servers: not a JSON list of {"urls": ["turn:…"], "username", "credential"}');
  }
}
