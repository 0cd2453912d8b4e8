import type { Kit } from './kit.ts';

/**
 * Stands in for `preact`, `preact/hooks` and `preact/jsx-runtime` in the second script (scripts/late-panel.ts). Without the
 * first script it throws, and nothing else of the second one runs.
 */
const { examusKit } = globalThis as unknown as { examusKit: Kit };
export const { Fragment, h, jsx, jsxs, useEffect, useLayoutEffect, useMemo, useRef, useState } = examusKit;
