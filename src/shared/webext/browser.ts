/** The only import of the polyfill: it throws outside an extension, so nothing tested in Node may reach it. */
export { default as browser } from 'webextension-polyfill';
