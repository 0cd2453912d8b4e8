import { startContent } from './start.ts';

startContent();
