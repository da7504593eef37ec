import { cpSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, signIn, test } from './page';
import { world } from './world';

// A scene arrives once: a second try on the same server would wait for nothing.
test.describe.configure({ retries: 0 });

test('an alert appears while somebody watches, in notice, list and map', async ({ page }) => {
  // New scenes are found, ingested and searched by the server meanwhile.
  test.setTimeout(240_000);
  await signIn(page, '/', { url: world.liveUrl });
  const list = page.getByRole('list', { name: 'Alertas' });
  await expect(list.or(page.getByText('Todavía no hay alertas'))).toBeVisible();
  const before = await ids();
  for (const scene of readdirSync(world.heldBack)) {
    // A scene arrives whole: copied aside, then renamed into the folder.
    const aside = join(world.inbox, `../.arriving-${scene}`);
    cpSync(join(world.heldBack, scene), aside, { recursive: true });
    renameSync(aside, join(world.inbox, scene));
  }
  const notices = page.getByRole('region', { name: 'Avisos de alertas nuevas' });
  await expect(notices.getByRole('article').first()).toBeVisible({ timeout: 150_000 });
  // Not by their number: what the new scenes withdraw leaves the list meanwhile.
  const raised = async () => (await ids()).filter((id) => !before.includes(id));
  await expect.poll(raised).not.toEqual([]);

  function ids(): Promise<(string | null)[]> {
    return page.locator('[data-alert]').evaluateAll((links) => links.map((link) => link.getAttribute('data-alert')));
  }
});
