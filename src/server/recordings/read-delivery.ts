import { inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import {
  DELIVERY_LENGTH_BYTES,
  type DeliveredPiece,
  type DeliveryHead,
  deliveryHead,
  lengthOf,
} from '../../protocol/delivery.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { parsePart } from '../http/parse.ts';

const json = v.pipe(v.string(), v.parseJson());
/** As much JSON as any other route takes. */
const MAX_HEAD_CHARS = 1024 * 1024;

export interface Delivery {
  entries: DeliveryHead['entries'];
  pieces: { facts: DeliveredPiece; bytes: Uint8Array }[];
}

/** Takes a delivery's body apart. Rejects with `bad_request` where the parts are not what they say. */
export function readDelivery(body: Uint8Array): Delivery {
  const { entries, pieces } = parsePart('body', deliveryHead, readHead(body)) as DeliveryHead;
  let at = headEnd(body);
  const cut = pieces.map((facts) => {
    const bytes = body.subarray(at, (at += lengthOf(facts)));
    return { facts, bytes };
  });
  if (at !== body.length)
    throw new ExamusError('bad_request', `the head tells of ${at} bytes, there are ${body.length}`);
  return { entries, pieces: cut };
}

function headEnd(body: Uint8Array): number {
  if (body.length < DELIVERY_LENGTH_BYTES)
    throw new ExamusError('bad_request', 'a delivery begins with its length');
  return DELIVERY_LENGTH_BYTES + new DataView(body.buffer, body.byteOffset).getUint32(0);
}

function readHead(body: Uint8Array): unknown {
  try {
    const packed = body.subarray(DELIVERY_LENGTH_BYTES, headEnd(body));
    return v.parse(json, inflateRawSync(packed, { maxOutputLength: MAX_HEAD_CHARS }).toString('utf8'));
  } catch (cause) {
    throw new ExamusError('bad_request', 'the head of the delivery cannot be read', undefined, { cause });
  }
}
