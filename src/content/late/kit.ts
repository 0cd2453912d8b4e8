import { Fragment, h } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { jsx, jsxs } from 'preact/jsx-runtime';

/** What the first script lends to the second: hooks work only in the Preact that draws. */
const kit = { Fragment, h, jsx, jsxs, useEffect, useLayoutEffect, useMemo, useRef, useState };
export type Kit = typeof kit;

export function lendKit(): void {
  Object.assign(globalThis, { examusKit: kit });
}
