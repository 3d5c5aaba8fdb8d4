// The pages of who coordinates youth projects, as places.mjs has those of learners.
import { mouse, signOut } from './person.mjs';
import { be, takeRole } from './places_roles.mjs';

const BUTTON = 'main form .utrecht-button-group button';

async function* making({ page, go }, path) {
	await go(`${path}/new`);
	await mouse.press(page, BUTTON);
	await page.locator('#title-error').waitFor();
	await mouse.write(page, '#title', 'Vuur en vlam');
	await mouse.write(page, '#number', '2024-1-be05-ka152-you-000123456');
	await mouse.choose(page, 'solidarity');
	await mouse.press(page, BUTTON);
	await page.locator('input[name=sure]').waitFor({ state: 'attached' });
	yield 'project-new-same';
	await mouse.write(page, '#number', '');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?made');
	yield 'project-made';
}

async function* filling({ page, go }) {
	const path = new URL(page.url()).pathname;
	await go(`${path}/activities/new`);
	await mouse.press(page, BUTTON);
	await page.locator('#ends-error').waitFor();
	yield 'project-activity-wrong';
	await mouse.write(page, '#title', 'Kamp aan zee');
	await mouse.write(page, '#place', 'Oostende, België');
	await page.locator('#starts').fill('2026-07-04');
	await page.locator('#ends').fill('2026-07-11');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	await go(`${path}/parties/new`);
	yield 'project-party';
	await go(`${path}/text`);
	yield 'project-text';
}

async function* meeting({ page, go }, project) {
	await go(`${project}/people`);
	yield 'participants';
	await go(`${project}/people/new`);
	await mouse.press(page, BUTTON);
	await page.locator('#given_name-error').waitFor();
	await page.locator('details.form-group summary').click();
	yield 'participant-wrong';
	await mouse.write(page, '#given_name', 'Aino');
	await mouse.write(page, '#family_name', 'Aalto');
	await page.locator('#country').selectOption('FI');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	await page.locator('.roster a').first().click();
	await page.locator('form[action$="/remove"]').waitFor();
	await mouse.press(page, 'form[action$="/remove"] button');
	await page.waitForURL('**?removed=**');
	yield 'participant-removed';
}

async function* looking({ page, go }, path) {
	await go(path);
	yield 'projects';
	await page.locator('.project-card a', { hasText: 'Water verbindt' }).click();
	await page.locator('.roster').first().waitFor();
	yield 'project';
	const project = new URL(page.url()).pathname;
	await page.locator('.roster a').first().click();
	await page.locator('form[action$="/remove"]').waitFor();
	await mouse.press(page, 'form[action$="/remove"] button');
	await page.waitForURL('**?removed=**');
	await mouse.press(page, 'form.undo button');
	await page.waitForURL('**?saved');
	await go(`${project}/history`);
	yield 'project-history';
	yield* meeting({ page, go }, project);
}

export async function* projectPlaces(tab) {
	await be(tab, 'sanne');
	await takeRole(tab, '/projects');
	const path = new URL(tab.page.url()).pathname;
	yield* making(tab, path);
	yield* filling(tab);
	yield* looking(tab, path);
	await signOut(tab, mouse);
}
