import { defineConfig } from '@playwright/test';

/** Chromium of the system: Playwright's own download is not used. */
const executablePath = process.env.VIGIA_CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/world.ts',
  // One server and two cores: tests take turns.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // A starved browser may miss a movement once; what passes only then is listed as flaky.
  retries: 1,
  // Generous: a shared machine draws a map without a graphics card.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  outputDir: 'node_modules/.vigia/e2e',
  reporter: [['list']],
  use: {
    viewport: { width: 1360, height: 850 },
    locale: 'es-PE',
    timezoneId: 'America/Lima',
    // No flights and fades: tests look at where a movement ends.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      executablePath,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--enable-unsafe-swiftshader',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
