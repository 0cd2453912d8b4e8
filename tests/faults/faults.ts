import { deviceFaults } from './device-faults.ts';
import type { Fault } from './fault.ts';
import { lineFaults } from './line-faults.ts';
import { processFaults } from './process-faults.ts';
import { serverFaults } from './server-faults.ts';

export const faults: Fault[] = [...processFaults, ...lineFaults, ...serverFaults, ...deviceFaults];
