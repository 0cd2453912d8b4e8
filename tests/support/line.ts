import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A student's line to the server, which can be cut while the server itself goes on. */
export interface Line {
  origin: string;
  /** Bytes that went to the server so far. */
  sent: () => number;
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

export async function layLine(to: string): Promise<Line> {
  const { port } = new URL(to);
  const ends = new Set<Socket>();
  let isCut = false;
  let sent = 0;
  const relay = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), '127.0.0.1');
    near.on('data', (bytes) => (sent += bytes.length));
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.pipe(other);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
    }
  });
  await new Promise<void>((listening) => relay.listen(0, '127.0.0.1', listening));
  const cut = () => {
    isCut = true;
    for (const end of ends) end.destroy();
  };
  return {
    origin: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    sent: () => sent,
    cut,
    mend: () => (isCut = false),
    close: () => {
      cut();
      return new Promise((closed) => relay.close(() => closed()));
    },
  };
}
