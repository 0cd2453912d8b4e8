import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A request as Chrome's own network log tells it (`--log-net-log`), whichever part of the browser made it. */
export interface LoggedRequest {
  /** `host:port`. */
  host: string;
  /** A page, frame, worker or extension asked for it, or it is where a tab was led; not the browser by itself. */
  isOfContent: boolean;
}

interface Event {
  type: number;
  params?: { url?: string; initiator?: string; request_type?: string };
}

/** What the log writes where nothing asked: the browser does it by itself. */
const NOBODY = 'not an origin';
const ports: Record<string, number> = { 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443 };

/** Reads a log after its browser was closed: one event a line. */
export async function readNetLog(file: string): Promise<LoggedRequest[]> {
  const found: LoggedRequest[] = [];
  let started: number | undefined;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.startsWith('{"constants":')) {
      const head = JSON.parse(line.replace(/,\s*$/, '}')) as {
        constants: { logEventTypes: Record<string, number> };
      };
      started = head.constants.logEventTypes['URL_REQUEST_START_JOB'];
      continue;
    }
    // Cheaper than parsing tens of thousands of events that are of no interest.
    if (!line.startsWith('{') || !line.includes('"initiator"')) continue;
    const { type, params } = JSON.parse(line.replace(/(,|\]\s*,?|\]\s*\})\s*$/, '')) as Event;
    if (type !== started || !params?.url || !URL.canParse(params.url)) continue;
    const { protocol, hostname, port } = new URL(params.url);
    if (!(protocol in ports)) continue;
    found.push({
      host: `${hostname}:${port || ports[protocol]!}`,
      isOfContent: params.initiator !== NOBODY || params.request_type === 'main frame',
    });
  }
  if (started === undefined) throw new Error(`${file} is no network log`);
  return found;
}
