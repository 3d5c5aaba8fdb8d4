// What was written before a project became one of another kind, as places.mjs has the other pages.
import { mouse } from './person.mjs';

const BUTTON = 'main form .utrecht-button-group button';

// The project becomes one of another kind: what was written is warned of, found, and moved.
export async function* formerPlaces({ page, go }, project, path) {
	await go(`${project}/basics`);
	await mouse.choose(page, 'youth-worker-mobility');
	await mouse.press(page, BUTTON);
	await page.locator('input[name=sure_type]').waitFor({ state: 'attached' });
	yield 'project-basics-leaves';
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	await go(`${path}/learning`);
	yield 'learning-former-handed-in';
	await mouse.press(page, 'form[action$="/back"] button');
	await page.waitForURL('**?back');
	yield 'learning-former';
	await page.locator('a[href*="/former/"]').first().click();
	await mouse.press(page, BUTTON);
	await page.locator('#area-error').waitFor();
	yield 'learning-move-wrong';
	await mouse.choose(page, 'facilitating');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?moved');
	yield 'learning-moved';
}
