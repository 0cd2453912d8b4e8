/**
 * Draws one picture, decoded off the main thread. Bytes and not a URL: the page's CSP has a say in `img-src`, none in
 * pictures made from a blob's bytes. A picture that cannot be decoded is skipped; the next one comes soon.
 */
export async function drawFrame(canvas: HTMLCanvasElement | null, webp: string): Promise<void> {
  if (!canvas) return;
  const bytes = Uint8Array.from(atob(webp), (char) => char.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/webp' })).catch(() => null);
  if (!picture) return;
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
}
