/** The part of simple-peer 9 that is used. Its own types (`@types/simple-peer`) bring those of Node into the browser. */
declare module 'simple-peer/simplepeer.min.js' {
  interface PeerOptions {
    initiator?: boolean;
    stream?: MediaStream;
    streams?: MediaStream[];
    config?: RTCConfiguration;
  }
  interface PeerEvents {
    signal: [data: unknown];
    connect: [];
    track: [track: MediaStreamTrack, stream: MediaStream];
    close: [];
    error: [error: Error];
  }
  export default class SimplePeer {
    constructor(options: PeerOptions);
    on<N extends keyof PeerEvents>(name: N, listener: (...args: PeerEvents[N]) => void): this;
    signal(data: unknown): void;
    destroy(): void;
    /** Its connection, null once it is destroyed; the only way to the senders' limits. */
    readonly _pc: RTCPeerConnection | null;
  }
}
