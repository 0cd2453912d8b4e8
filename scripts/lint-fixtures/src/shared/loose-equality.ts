// must fail: eslint(eqeqeq)
export const isSame = (a: string, b: string): boolean => a == b;
