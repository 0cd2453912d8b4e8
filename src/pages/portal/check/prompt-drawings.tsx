import { Camera, Mic, Monitor, X } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../texts.ts';
import { chromeWords } from './chrome-words.ts';

const words = () => chromeWords(chrome.i18n.getUILanguage());

/** Chrome's question about camera and microphone, drawn, with the button to press marked. */
export function CameraPromptDrawing() {
  const { wants, camera, microphone, allow, allowOnce, never } = words();
  return (
    <div class="drawn" role="img" aria-label={t('prompt_camera_drawing', { button: allow })}>
      <div class="drawn-title">
        {wants}
        <Icon node={X} size={14} />
      </div>
      <div class="drawn-line">
        <Icon node={Camera} size={16} /> {camera}
      </div>
      <div class="drawn-line">
        <Icon node={Mic} size={16} /> {microphone}
      </div>
      <div class="drawn-button drawn-press">{allow}</div>
      <div class="drawn-button">{allowOnce}</div>
      <div class="drawn-button">{never}</div>
    </div>
  );
}

/** Chrome's screen picker: the tab, the picture with its blue frame, the button. */
export function ScreenPromptDrawing() {
  const { pickTitle, tabs, share, cancel } = words();
  return (
    <div
      class="drawn drawn-wide"
      role="img"
      aria-label={t('prompt_screen_drawing', { tab: tabs[2], button: share })}
    >
      <div class="drawn-title">{pickTitle}</div>
      <div class="drawn-tabs">
        <span>{tabs[0]}</span>
        <span>{tabs[1]}</span>
        <span class="drawn-tab-on">
          <b class="drawn-number">1</b>
          {tabs[2]}
        </span>
      </div>
      <div class="drawn-screens">
        <div class="drawn-screen">
          <b class="drawn-number">2</b>
          <Icon node={Monitor} size={36} />
        </div>
      </div>
      <div class="drawn-buttons">
        <div class="drawn-button">{cancel}</div>
        <div class="drawn-button drawn-press">
          <b class="drawn-number">3</b>
          {share}
        </div>
      </div>
    </div>
  );
}

export const allowButton = (): string => words().allow;
export const screenTab = (): string => words().tabs[2];
export const shareButton = (): string => words().share;
/** On Chrome's questions about permissions. */
export const grantButton = (): string => words().grant;
