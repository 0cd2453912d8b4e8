import { extensionRoutes } from '../protocol/api.ts';
import { clientOf } from './call-route.ts';

/** What the extension's pages and its offscreen document can call; its worker calls `workerRoutes` alone. */
export const api = clientOf(extensionRoutes);
