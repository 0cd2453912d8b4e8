// oxlint-disable-next-line typescript/triple-slash-reference -- the declaration comes along into every context this way
/// <reference path="./simple-peer.d.ts" />
// The bundled file: the package's source needs shims of Node (design 5.7).
import SimplePeer from 'simple-peer/simplepeer.min.js';

export { SimplePeer };
