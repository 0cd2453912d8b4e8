import { DELIVERY_LENGTH_BYTES, type DeliveryHead } from '../../protocol/delivery.ts';

/** Body of a delivery (`protocol/delivery.ts`): what the head tells of, with the bytes of its pieces in order. */
export async function packDelivery(
  head: DeliveryHead,
  bytes: readonly ArrayBuffer[],
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await deflate(JSON.stringify(head));
  const parts = [new Uint8Array(DELIVERY_LENGTH_BYTES), packed, ...bytes.map((each) => new Uint8Array(each))];
  const body = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  new DataView(body.buffer).setUint32(0, packed.length);
  return body;
}

/** The hashes of a chain stand in it twice, and everything has long names. */
async function deflate(text: string): Promise<Uint8Array> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
