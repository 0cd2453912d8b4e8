// must fail: typescript(consistent-type-imports)
import { Shape } from './shape.ts';

export const shape: Shape = { sides: 3 };
