import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const did: string[] = [];
vi.mock('./portal-tab.ts', () => ({
  findPortalTab: async () => 7,
  keepTab: async (tabId: number | null, keep: boolean) => void did.push(`tab ${tabId} kept ${keep}`),
}));
const { showSigns } = await import('./exam-signs.ts');

beforeEach(() => {
  did.length = 0;
  vi.stubGlobal('chrome', {
    power: {
      requestKeepAwake: (level: string) => did.push(`awake ${level}`),
      releaseKeepAwake: () => did.push('awake no more'),
    },
    action: {
      setBadgeBackgroundColor: async () => undefined,
      setBadgeText: async ({ text }: { text: string }) => did.push(`mark «${text}»`),
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('showSigns', () => {
  it('keeps screen and both tabs awake while an exam is recorded', async () => {
    await showSigns(true, 5);
    expect(did).toEqual(['awake display', 'mark «●»', 'tab 5 kept true', 'tab 7 kept true']);
  });
  it('lets all of them go afterwards', async () => {
    await showSigns(false, null);
    expect(did).toEqual(['awake no more', 'mark «»', 'tab null kept false', 'tab 7 kept false']);
  });
});
