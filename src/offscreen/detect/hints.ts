import type { SourceTools } from './source-list.ts';
import { virtualCameraIn, virtualMachineIn } from './virtual-names.ts';

/**
 * Guesses about the machine, by the names it gives its parts: the student is asked, the proctor reads it with its
 * uncertainty, and nothing is ever counted. A name can be anything; a good camera program is no offence.
 */
export function watchHints({ capture, plan, note, advise, now, signal }: SourceTools): void {
  if (plan.detection.allowVirtualEnvironment) return;
  const machine = virtualMachineIn(graphicsName());
  if (machine) {
    note('hint', `virtual machine, ${machine.certainty}: graphics by ${machine.name}`);
    advise('virtual_machine', now());
  }
  let noted: string | null = null;
  const lookAtCamera = () => {
    const label = capture.state('camera') === 'live' ? capture.label('camera') : '';
    const camera = virtualCameraIn(label);
    advise('virtual_camera', camera ? now() : null);
    if (!camera || label === noted) return;
    noted = label;
    note('hint', `virtual camera, ${camera.certainty}: ${label}`);
  };
  capture.onChange(lookAtCamera, signal);
  lookAtCamera();
  signal.addEventListener('abort', () => {
    advise('virtual_machine', null);
    advise('virtual_camera', null);
  });
}

/** What WebGL says of the graphics card; '' where it says nothing. */
function graphicsName(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
}
