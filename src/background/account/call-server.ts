import { workerRoutes } from '../../protocol/api/worker.ts';
import { clientOf } from '../../shared/call-route.ts';

/** Calls one of the few routes that the worker needs. */
export const callServer = clientOf(workerRoutes);
