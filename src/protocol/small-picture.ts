/**
 * A small picture on its way through a port, which takes text alone. Not compressed: an encoder, a decoder and the
 * blobs between them cost ten times what carrying it does.
 */
export interface SmallPicture {
  /** Both even. */
  width: number;
  height: number;
  /**
   * Base64 of brightness, then blueness and redness at half the size both ways, each row by row, a byte each (YCbCr
   * 4:2:0 as in JPEG: BT.601, full range).
   */
  planes: string;
}
