/**
 * Draws one picture, decoded off the main thread. Bytes and not a URL: the page's CSP has a say in `img-src`, none in
 * pictures made from a blob's bytes. A picture that cannot be decoded is skipped; the next one comes soon.
 */
export async function drawFrame(canvas: HTMLCanvasElement | null, webp: string): Promise<void> {
  if (!canvas) return;
  const picture = await createImageBitmap(new Blob([bytesOf(webp)], { type: 'image/webp' })).catch(
    () => null,
  );
  if (!picture) return;
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
}

/** In the page's own thread, some times a second: a loop, since `Uint8Array.from` calls back for each byte. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
