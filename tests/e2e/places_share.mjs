// The pages of live links: the owner's, the visitor's, and the owner's answer from a mail.
import { mouse } from './person.mjs';

const BUTTON = 'main form .utrecht-button-group button';

async function* making({ page, go }) {
	await go('/passport/share');
	yield 'share-empty';
	await mouse.press(page, BUTTON);
	await page.waitForURL(/\/what$/);
	yield 'share-what';
	await page.locator('input[name=scopes]').evaluateAll((boxes) =>
		boxes.forEach((box) => { box.checked = box.value === 'who'; }));
	await page.locator('input[value=who]').evaluate((box) => { box.checked = false; });
	await mouse.press(page, BUTTON);
	await page.locator('#scopes-error').waitFor();
	yield 'share-what-none';
	await mouse.choose(page, 'who');
	await mouse.press(page, BUTTON);
	await page.waitForURL(/\/whom$/);
	yield 'share-whom';
	await mouse.write(page, '#receiver', 'Mbo Deltastad');
	await mouse.press(page, BUTTON);
	await page.waitForURL(/\/until$/);
	yield 'share-until';
	await page.locator('#ends').fill('2020-01-01');
	await mouse.press(page, BUTTON);
	await page.locator('#ends-error').waitFor();
	yield 'share-until-past';
	await page.locator('#ends').fill('2027-10-01');
	await mouse.press(page, BUTTON);
	await page.locator('form[action$="/begin"]').waitFor();
	yield 'share-draft';
	await page.locator('a[href$="/eyes"]').click();
	yield 'share-eyes';
	await page.goBack();
	await mouse.press(page, 'form[action$="/begin"] button');
	await page.locator('.shown-code').waitFor();
	await mouse.press(page, 'details.former summary');
	yield 'share-live';
}

// What comes of a link for who has one; the owner looks at it in their own browser.
async function* atTheDoor({ page, go }) {
	const link = await page.locator('.shown-link').getAttribute('href');
	const here = page.url();
	await go('/s');
	yield 'share-door';
	await page.goto('about:blank');
	await page.goto(link);
	await mouse.press(page, BUTTON);
	await page.locator('#code-error').waitFor();
	yield 'share-door-own';
	await go('/s/answer');
	yield 'share-answer';
	await go('/shared');
	yield 'shared-empty';
	await page.goto(here);
}

// A link of Noor's, who lives in the demo world.
async function linkOfAnother({ context, page }) {
	const other = await context.browser().newContext();
	const hers = await other.newPage();
	const at = (path) => hers.goto(new URL(path, page.url()).href);
	await at('/demo');
	await mouse.press(hers, 'button[name=person][value=noor]');
	await hers.waitForURL('**/passport**');
	await at('/passport/share');
	await mouse.press(hers, BUTTON);
	await hers.waitForURL(/\/what$/);
	await at(new URL(hers.url()).pathname.replace(/\/what$/, ''));
	await mouse.press(hers, 'form[action$="/begin"] button');
	const link = await hers.locator('.shown-link').getAttribute('href');
	await other.close();
	return link;
}

async function* receiving(tab) {
	const { page, go } = tab;
	const here = page.url();
	await page.goto('about:blank');
	await page.goto(await linkOfAnother({ ...tab, page: { url: () => here } }));
	await mouse.press(page, BUTTON);
	await page.waitForURL(/\/shared\/[^/]+$/);
	yield 'shared-one';
	await go('/shared');
	yield 'shared';
	await page.goto(here);
}

async function* changing({ page }) {
	await page.locator('a[href$="/change"]').click();
	await page.locator('#receiver').waitFor();
	yield 'share-change';
	await mouse.choose(page, 'want');
	await page.locator('#ends').fill('2027-10-02');
	await mouse.press(page, BUTTON);
	await page.locator('input[name=sure]').waitFor({ state: 'attached' });
	yield 'share-sure';
	await mouse.press(page, BUTTON);
	await page.locator('[role=status]').waitFor();
	yield 'share-changed';
	await page.locator('main .utrecht-button-group a').click();
}

export async function* sharePlaces(tab) {
	const { page, go } = tab;
	yield* making(tab);
	yield* changing(tab);
	yield* atTheDoor(tab);
	yield* receiving(tab);
	await mouse.press(page, 'form[action$="/stop"] button');
	await page.locator('form[action$="/undo"]').waitFor();
	yield 'share-stopped';
	await go('/passport/share');
	yield 'shares';
}
