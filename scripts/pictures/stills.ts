import type { Page } from 'puppeteer';
import type { PictureOf } from '../../tests/server/simulated-machine.ts';

export interface Drawn {
  picture: PictureOf;
  /** JPEG of the same face. */
  photo: Buffer;
}

/** What the cameras and screens of a class show: `count` people, each in front of a wall of their own. */
export async function drawClass(page: Page, count: number): Promise<Drawn[]> {
  const drawn = await page.evaluate(drawInPage, count);
  return drawn.map(({ camera, screen, photo }) => {
    const stills = { camera: Buffer.from(camera, 'base64'), screen: Buffer.from(screen, 'base64') };
    return { picture: (stream) => stills[stream], photo: Buffer.from(photo, 'base64') };
  });
}

/** Runs in the page: everything it needs is inside. */
function drawInPage(count: number): { camera: string; screen: string; photo: string }[] {
  const base64 = (canvas: HTMLCanvasElement, type: string) => canvas.toDataURL(type, 0.8).split(',').at(-1)!;
  const canvasOf = (width: number, height: number) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    return { canvas, context: canvas.getContext('2d')! };
  };
  const skins = ['#eebd98', '#d9a47f', '#c68863', '#f2cdb0'];
  const hairs = ['#3a2a20', '#1d1a18', '#6b4a2f', '#8a6a45'];
  const drawPerson = (n: number) => {
    const { canvas, context } = canvasOf(240, 180);
    const fill = (color: string, draw: () => void) => {
      context.fillStyle = color;
      context.beginPath();
      draw();
      context.fill();
    };
    const x = 120 + ((n * 13) % 30) - 15;
    fill(`hsl(${(n * 47) % 360} 18% 72%)`, () => context.rect(0, 0, 240, 180));
    fill(`hsl(${(n * 47) % 360} 20% 58%)`, () => context.rect((n * 31) % 170, 10, 60, 90));
    fill(`hsl(${(n * 83 + 40) % 360} 30% 38%)`, () => context.ellipse(x, 196, 74, 66, 0, 0, 7));
    fill(hairs[n % 4]!, () => context.ellipse(x, 76, 40, 46, 0, 0, 7));
    fill(skins[n % 4]!, () => context.ellipse(x, 88, 33, 41, 0, 0, 7));
    fill('#2a211c', () => {
      context.ellipse(x - 12, 84, 3, 4, 0, 0, 7);
      context.ellipse(x + 12, 84, 3, 4, 0, 0, 7);
      context.rect(x - 10, 109, 20, 2);
    });
    return canvas;
  };
  const drawScreen = (n: number) => {
    const { canvas, context } = canvasOf(240, 135);
    context.fillStyle = '#f5f6f8';
    context.fillRect(0, 0, 240, 135);
    context.fillStyle = '#1d4f91';
    context.fillRect(0, 0, 240, 12);
    context.fillStyle = '#333';
    context.font = 'bold 9px sans-serif';
    context.fillText(`Вопрос ${(n % 9) + 1}`, 12, 30);
    context.fillStyle = '#b9bfc9';
    for (let line = 0; line < 6; line += 1)
      context.fillRect(12, 42 + line * 13, 90 + ((n * 37 + line * 29) % 80), 4);
    context.fillStyle = '#e4e7ec';
    context.fillRect(196, 12, 44, 123);
    return canvas;
  };
  return Array.from({ length: count }, (_, n) => ({
    camera: base64(drawPerson(n), 'image/webp'),
    screen: base64(drawScreen(n), 'image/webp'),
    photo: base64(drawPerson(n), 'image/jpeg'),
  }));
}
