// What code under review may see of the environment: an allow-list, because no deny-list knows every name of a secret.
const NAMES = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TMPDIR',
  'TZ',
  'CI',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NVM_DIR',
  'VOLTA_HOME',
  'PNPM_HOME',
  'COREPACK_HOME',
  'COREPACK_NPM_REGISTRY',
  'COREPACK_ENABLE_DOWNLOAD_PROMPT',
  'PLAYWRIGHT_BROWSERS_PATH',
]);

const PATTERNS = [
  /^LC_[A-Z]+$/,
  /^NPM_CONFIG_(REGISTRY|CACHE|CAFILE|STRICT_SSL|OFFLINE|PREFER_OFFLINE|PROXY|HTTPS_PROXY|NOPROXY|FETCH_\w+)$/,
];

/** `https://user:password@host`, as proxies and registries are sometimes written. */
const CREDENTIALS = /\/\/[^/\s]*@/;

export function scrubEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => isAllowed(name.toUpperCase()) && value !== undefined && !CREDENTIALS.test(value),
    ),
  );
}

function isAllowed(name: string): boolean {
  return NAMES.has(name) || PATTERNS.some((pattern) => pattern.test(name));
}
