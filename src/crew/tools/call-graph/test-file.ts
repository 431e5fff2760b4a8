// Files of tests serve no request, and their fakes stand in the place of what does.
const TEST =
  /(^|\/)(tests?|__tests__|__mocks__|specs?|e2e|fixtures)\/|\.(test|spec|stories|bench)\.[cm]?[jt]sx?$/;

export function isTestFile(path: string): boolean {
  return TEST.test(path);
}
