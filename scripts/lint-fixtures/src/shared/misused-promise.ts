// must fail: typescript(no-misused-promises)
const isReady = async (): Promise<boolean> => true;

export const answer = (): string => (isReady() ? 'yes' : 'no');
