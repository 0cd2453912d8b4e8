/** Apart from `views.ts`, so that the content script can have them without the validator. */
export const languages = ['ru', 'kk', 'en'] as const;
export type Language = (typeof languages)[number];
