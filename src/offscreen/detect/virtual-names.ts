/** Names that virtual cameras and virtual machines go by, with how much such a name says. */
export interface Guess {
  name: string;
  certainty: 'likely' | 'possible';
}

const cameras: readonly [pattern: RegExp, certainty: Guess['certainty']][] = [
  [/\bOBS\b|obs[ -]?virtual/i, 'likely'],
  [
    /ManyCam|SplitCam|XSplit|vMix|WebcamMax|CamTwist|e2eSoft|VCam\b|Wirecast|AlterCam|CyberLink YouCam/i,
    'likely',
  ],
  [
    /Snap Camera|mmhmm|Unity Video Capture|Akvcam|v4l2loopback|Dummy video device|NDI (Video|Webcam)/i,
    'likely',
  ],
  [/virtual (web)?cam(era)?/i, 'likely'],
  // Effects over, or a telephone as, a true camera.
  [/NVIDIA Broadcast|Logi(tech)? Capture|DroidCam|Iriun|EpocCam|iVCam|Camo\b/i, 'possible'],
];
const machines: readonly [pattern: RegExp, certainty: Guess['certainty']][] = [
  [/VMware|SVGA3D|VirtualBox|Parallels|virgl|virtio|QEMU|Hyper-V|Xen\b/i, 'likely'],
  // Windows without a driver for its card, or seen over Remote Desktop.
  [/Microsoft Basic Render/i, 'possible'],
];

export const virtualCameraIn = (label: string): Guess | null => find(cameras, label);
export const virtualMachineIn = (graphics: string): Guess | null => find(machines, graphics);

function find(known: typeof cameras, text: string): Guess | null {
  for (const [pattern, certainty] of known) {
    const [name] = pattern.exec(text) ?? [];
    if (name) return { name, certainty };
  }
  return null;
}
