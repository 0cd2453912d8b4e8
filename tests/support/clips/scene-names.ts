import type { CaseName } from './catalogue.ts';

/** What an exam's camera shows, with a marker in the picture. The order is the number in the marker. */
export const sceneNames = ['present', 'absent', 'two', 'dark', 'covered', 'document'] as const;
export type SceneName = (typeof sceneNames)[number];

/** Everything that can be shown. */
export type PictureName = SceneName | CaseName;
export const isScene = (name: string): name is SceneName => (sceneNames as readonly string[]).includes(name);

export interface Shot {
  scene: SceneName;
  seconds: number;
}

/** Reads `present:10,absent:6`: what is shown, and for how many seconds. */
export function parseScript(script: string): Shot[] {
  return script.split(',').map((part) => {
    const [scene = '', seconds] = part.trim().split(':');
    if (!isScene(scene) || !(Number(seconds) > 0)) {
      throw new Error(`«${part}» is not SCENE:SECONDS; scenes are ${sceneNames.join(', ')}`);
    }
    return { scene, seconds: Number(seconds) };
  });
}
