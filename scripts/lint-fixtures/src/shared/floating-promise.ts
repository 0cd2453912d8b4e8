// must fail: typescript(no-floating-promises)
const later = async (): Promise<void> => undefined;

export function run(): void {
  later();
}
