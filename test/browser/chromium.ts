import { chromium, type Browser } from 'playwright-core';

/**
 * Starts Chromium without a screen.
 * @param httpsPort port on the loopback that `https://client.example` is reached at. @default nothing is
 */
export function launchChromium(executablePath: string, httpsPort?: number): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      '--font-render-hinting=none',
      ...(httpsPort === undefined ? [] : [`--host-resolver-rules=MAP client.example:443 127.0.0.1:${httpsPort}`]),
    ],
  });
}
