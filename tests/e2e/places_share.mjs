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

export async function* sharePlaces(tab) {
	const { page, go } = tab;
	yield* making(tab);
	yield* atTheDoor(tab);
	await mouse.press(page, 'form[action$="/stop"] button');
	await page.locator('form[action$="/undo"]').waitFor();
	yield 'share-stopped';
	await go('/passport/share');
	yield 'shares';
}
