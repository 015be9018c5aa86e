import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Another browser than the system's: set CHROMIUM to its program. */
const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** A reason to skip, or nothing. Tests that skip say this; where browser tests are required, its absence fails. */
export const noChromium = existsSync(program)
  ? undefined
  : `skipped: no Chromium at ${program}; set CHROMIUM to its path`;

if (noChromium && process.env['THROUGHLINE_REQUIRE_BROWSER'])
  throw new Error(`Browser tests are required here, and ${noChromium}`);

/** Quiet and offline: nothing but what a test opens. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
