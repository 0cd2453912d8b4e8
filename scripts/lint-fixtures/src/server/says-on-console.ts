// must fail: eslint(no-console)
export const say = (): void => console.log('request');
