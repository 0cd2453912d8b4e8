const name = 'exam-watch';

/** While there is an exam, looks every half minute (Chrome's shortest) whether offscreen still lives. */
export async function watch(on: boolean): Promise<void> {
  if (!on) await chrome.alarms.clear(name);
  else if (!(await chrome.alarms.get(name))) await chrome.alarms.create(name, { periodInMinutes: 0.5 });
}

export const isWatch = (alarm: chrome.alarms.Alarm): boolean => alarm.name === name;
