import { expect, it } from 'vitest';
import { virtualCameraIn, virtualMachineIn } from './virtual-names.ts';

it.each([
  ['OBS Virtual Camera', 'likely'],
  ['ManyCam Virtual Webcam', 'likely'],
  ['Camera (NVIDIA Broadcast)', 'possible'],
  ['Integrated Camera (04f2:b6d9)', undefined],
  ['FaceTime HD Camera', undefined],
  ['Logitech HD Webcam C270', undefined],
])('%s', (label, certainty) => {
  expect(virtualCameraIn(label)?.certainty).toBe(certainty);
});

it.each([
  ['ANGLE (VMware, VMware SVGA 3D Direct3D11)', 'likely'],
  ['ANGLE (Microsoft, Microsoft Basic Render Driver)', 'possible'],
  ['ANGLE (Intel, Intel(R) UHD Graphics 620 Direct3D11)', undefined],
  ['ANGLE (Apple, ANGLE Metal Renderer: Apple M1)', undefined],
  // A machine without a graphics driver draws with it, virtual or not.
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', undefined],
])('%s', (graphics, certainty) => {
  expect(virtualMachineIn(graphics)?.certainty).toBe(certainty);
});
