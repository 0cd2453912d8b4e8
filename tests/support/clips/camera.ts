import { type FileHandle, open } from 'node:fs/promises';
import { type PictureName, sceneNames } from './scene-names.ts';
import { drawScenes, type Poses } from './studio.ts';
import { defaultFormat, y4mFrame, y4mHeader } from './y4m.ts';

/**
 * A fake camera whose picture can be changed while it runs: Chromium reads a y4m file frame by frame and keeps
 * nothing of it, so frames written over in place are what it shows next. A loop of two seconds, 9 MB.
 */
export class LiveCamera {
  readonly file: string;
  /** What was shown since when, on this machine's clock. */
  readonly shown: { scene: PictureName; at: number }[] = [];
  readonly #handle: FileHandle;
  readonly #drawn: Map<PictureName, Poses>;

  private constructor(file: string, handle: FileHandle, drawn: Map<PictureName, Poses>) {
    this.file = file;
    this.#handle = handle;
    this.#drawn = drawn;
  }

  static async open(file: string, scene: PictureName = 'present'): Promise<LiveCamera> {
    const drawn = await drawScenes(sceneNames, defaultFormat.width, defaultFormat.height);
    const handle = await open(file, 'w');
    await handle.write(y4mHeader(defaultFormat));
    const camera = new LiveCamera(file, handle, drawn);
    await camera.show(scene);
    return camera;
  }

  async show(scene: PictureName): Promise<void> {
    const poses = await this.#draw(scene);
    let position = y4mHeader(defaultFormat).length;
    // All frames are made first: the change on the screen is over within one frame.
    const frames = poses.pictures.map((_, frame) => y4mFrame(poses, scene, frame));
    const at = Date.now();
    for (const frame of frames) {
      await this.#handle.write(frame, 0, frame.length, position);
      position += frame.length;
    }
    this.shown.push({ scene, at });
  }

  /** The scenes of an exam are there from the start; a case of the catalogue is drawn when it is first wanted. */
  async #draw(picture: PictureName): Promise<Poses> {
    const { width, height } = defaultFormat;
    if (!this.#drawn.has(picture)) {
      for (const [name, poses] of await drawScenes([picture], width, height)) this.#drawn.set(name, poses);
    }
    return this.#drawn.get(picture)!;
  }

  /** When a scene was shown: `from` inclusive, `to` null while it lasts. */
  spans(scene: PictureName): { from: number; to: number | null }[] {
    return this.shown.flatMap((shot, index) =>
      shot.scene === scene ? [{ from: shot.at, to: this.shown[index + 1]?.at ?? null }] : [],
    );
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
