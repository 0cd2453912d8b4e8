import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** They mostly wait, for a window to pass or for a page: two at a time fit on two cores. */
const waiting = ['unsent', 'online', 'prompts', 'launch', 'lms-shapes'].map(
  (name) => `tests/e2e/${name}.test.ts`,
);
/** Whole exams with a real browser. */
const e2e = {
  globalSetup: ['tests/e2e/build-once.ts'],
  setupFiles: ['tests/e2e/save-on-failure.ts'],
  environment: 'node' as const,
  testTimeout: 180_000,
  hookTimeout: 180_000,
};
const define = { __BUILD_ID__: '"test"' };
/** They replace a module, which must reach no other file: each gets modules of its own. */
const mocking = globSync('src/**/*.test.{ts,tsx}', { cwd: import.meta.dirname }).filter((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8').includes('vi.mock('),
);

export default defineConfig({
  test: {
    reporters: ['default'],
    // Vitest itself would leave one of a machine's two cores idle; many of the server's tests wait for its clock.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        define,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'src/**/*.test.tsx',
            'scripts/**/*.test.ts',
            'tests/support/**/*.test.ts',
            'tests/detection/**/*.test.ts',
          ],
          exclude: mocking,
          environment: 'node',
          // They keep nothing in their modules, and loading those anew for each file takes twenty times their own time.
          isolate: false,
        },
      },
      { define, test: { name: 'mocking', include: mocking, environment: 'node' } },
      {
        define,
        test: {
          name: 'server',
          include: ['tests/server/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        define,
        test: {
          ...e2e,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: waiting,
          // Two cores carry one browser at a time.
          fileParallelism: false,
          // After the quick ones, so that they do not take the processor from the browser.
          sequence: { groupOrder: 1 },
        },
      },
      {
        define,
        test: { ...e2e, name: 'e2e-waiting', include: waiting, maxWorkers: 2, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
