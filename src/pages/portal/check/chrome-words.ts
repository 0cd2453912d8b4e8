/**
 * Chrome's own words on its dialogs, in the language Chrome itself speaks (which has no Kazakh): what the student
 * reads here must be what stands there.
 */
export interface ChromeWords {
  wants: string;
  camera: string;
  microphone: string;
  allow: string;
  allowOnce: string;
  never: string;
  pickTitle: string;
  tabs: [string, string, string];
  share: string;
  cancel: string;
  /** On the question about the exam's site. */
  grant: string;
}

const ru: ChromeWords = {
  wants: 'Расширение «Examus» запрашивает разрешение на следующее:',
  camera: 'Использовать доступные камеры (1)',
  microphone: 'Использовать доступные микрофоны (1)',
  allow: 'Разрешить, когда я на сайте',
  allowOnce: 'Разрешить в этот раз',
  never: 'Запретить',
  pickTitle: 'Выберите, к чему предоставить доступ',
  tabs: ['Вкладка', 'Окно', 'Весь экран'],
  share: 'Поделиться',
  cancel: 'Отмена',
  grant: 'Разрешить',
};
const en: ChromeWords = {
  wants: 'Examus wants to',
  camera: 'Use available cameras (1)',
  microphone: 'Use available microphones (1)',
  allow: 'Allow while visiting the site',
  allowOnce: 'Allow this time',
  never: 'Never allow',
  pickTitle: 'Choose what to share with Examus',
  tabs: ['Chrome Tab', 'Window', 'Entire Screen'],
  share: 'Share',
  cancel: 'Cancel',
  grant: 'Allow',
};

export const chromeWords = (uiLanguage: string): ChromeWords =>
  /^(ru|kk|be|uk|ky)\b/i.test(uiLanguage) ? ru : en;
