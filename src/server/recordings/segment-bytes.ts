/** Where an ISO base media box says what it is (ISO/IEC 14496-12, 4.2): size, then four letters. */
const boxType = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(4, 8));

/**
 * Whether bytes can be what their place says: `seq` 0 an init segment (`ftyp`), every other one whole fragments
 * (`moof`, or `styp` before it). Anything else would break the playlist for everybody who reviews.
 */
export const looksLikeSegment = (bytes: Uint8Array, seq: number): boolean =>
  seq === 0 ? boxType(bytes) === 'ftyp' : ['moof', 'styp'].includes(boxType(bytes));
