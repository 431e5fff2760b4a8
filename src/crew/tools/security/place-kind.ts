// Which files nobody attacks: tests, fixtures, examples and documentation hold made-up values and dangerous calls on purpose.

const MADE_UP =
  /(^|\/)(tests?|__tests__|__mocks__|mocks?|specs?|e2e|fixtures?|testdata|examples?|samples?|demo|docs?|bench\w*|stories|cypress|playground)\/|\.(test|spec|bench|stories|fixture|mock)s?\.\w+$|(^|\/)[^/]*\.(example|sample|template|dist)$|\.env\.(example|sample|template|test)$/i;

export function isMadeUp(path: string): boolean {
  return MADE_UP.test(path);
}

/** Written by a tool: its lines are no one's to mend, and its random-looking values are hashes of content. */
export function isGenerated(path: string): boolean {
  return /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|node_modules\/\.package-lock\.json)$|\.(min\.(js|css)|map|snap|svg|lock)$/.test(
    path,
  );
}
