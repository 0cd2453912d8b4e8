/**
 * Version of the HTTP and live protocol between extension or console and server. Raised by one when an older
 * peer could no longer work; the server accepts its own version and the one before.
 * Sent by every client in the request header `examus-protocol`, and as `?protocol=` when a socket opens.
 */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL_HEADER = 'examus-protocol';

export const isAcceptedProtocol = (version: number, own: number = PROTOCOL_VERSION): boolean =>
  Number.isInteger(version) && version >= Math.max(1, own - 1) && version <= own;
