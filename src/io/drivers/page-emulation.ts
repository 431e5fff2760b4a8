// The phone or desktop a raw sample pretends to be: Lighthouse's screens and names behind a network that repeats.
import type { CDPSession } from 'puppeteer-core';
import { userAgents } from 'lighthouse/core/config/constants.js';
import type { Visit } from '../../ports/page-driver.ts';

/** As in Lighthouse: https://github.com/GoogleChrome/lighthouse/blob/main/core/config/constants.js. */
const SCREENS = {
  mobile: { width: 412, height: 823, deviceScaleFactor: 1.75, mobile: true },
  desktop: { width: 1350, height: 940, deviceScaleFactor: 1, mobile: false },
} as const;
/**
 * Latency and rate steady the paints: loopback's own are as short as the scheduler's whims. The CPU is left as it is,
 * because slowing it multiplies its noise as well (docs/pages.md has the figures).
 */
const NETWORK = { latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };

export async function emulate(session: CDPSession, formFactor: Visit['formFactor']): Promise<void> {
  const screen = SCREENS[formFactor];
  await session.send('Emulation.setDeviceMetricsOverride', screen);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: screen.mobile });
  await session.send('Emulation.setUserAgentOverride', { userAgent: userAgents[formFactor] });
  await session.send('Network.emulateNetworkConditions', { offline: false, ...NETWORK });
}
