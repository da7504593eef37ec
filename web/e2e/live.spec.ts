import { cpSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, signIn, test } from './page';
import { world } from './world';

test('an alert appears while somebody watches, in notice, list and map', async ({ page }) => {
  // New scenes are found, ingested and searched by the server meanwhile.
  test.setTimeout(180_000);
  await signIn(page, '/', { url: world.liveUrl });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const before = await page.locator('[data-alert]').count();
  for (const scene of readdirSync(world.heldBack)) {
    // A scene arrives whole: copied aside, then renamed into the folder.
    const aside = join(world.inbox, `../.arriving-${scene}`);
    cpSync(join(world.heldBack, scene), aside, { recursive: true });
    renameSync(aside, join(world.inbox, scene));
  }
  const notices = page.getByRole('region', { name: 'Avisos de alertas nuevas' });
  await expect(notices.getByRole('article').first()).toBeVisible({ timeout: 150_000 });
  await expect.poll(() => page.locator('[data-alert]').count(), { timeout: 60_000 }).toBeGreaterThan(before);
});
