// Who takes part in a youth project: their own page, by the code of a mail or of a printed card,
// and what the coordinator sees of it.
//
//	node --test-reporter=tap tests/e2e/project_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import { axe } from './checks.mjs';
import { keyboard, mouse, settle, waitSaved } from './person.mjs';
import { be, mailedFragment, takeRole } from './places_roles.mjs';
import { Site } from './site.mjs';
import { findTraces } from './traces.mjs';

const BUTTON = 'main form .utrecht-button-group button';
const PASSWORD = 'paarse fiets in zeven straten';
const MESSAGE = 'krekelpost: vertel over de rivier';
const PLACE = 'Krekelgem bij Kutaisi';
const LEARNED = 'Ik leerde een krekellied voor 24 mensen.';
const SUGGESTED = 'Zong er iemand krekelzacht mee?';

let site;
let browser;
let sanne; // who coordinates, and the list of her project
let people;
before(async () => {
	site = await Site.demo();
	browser = await openBrowser();
	sanne = await openTab(browser, site, { size: DESK });
	await be(sanne, 'sanne');
	await takeRole(sanne, '/projects');
	await sanne.page.locator('.project-card a', { hasText: 'Water verbindt' }).click();
	await sanne.page.locator('.roster').first().waitFor();
	await sanne.page.locator('.go-on a[href$="/people/invite"]').waitFor(); // the next step
	people = `${new URL(sanne.page.url()).pathname}/people`;
});
after(async () => {
	await browser?.close();
	await site?.end();
});

async function enter(given, family, mail) {
	const { page, go } = sanne;
	await go(`${people}/new`);
	await mouse.write(page, '#given_name', given);
	await mouse.write(page, '#family_name', family);
	await page.locator('#country').selectOption('GE');
	if (mail) {
		await page.locator('details.form-group summary').click();
		await mouse.write(page, '#mail', mail);
	}
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
}

const rowOf = (given) => sanne.page.locator('.roster__one', { hasText: given });

async function tick(given) {
	await sanne.go(people);
	await rowOf(given).locator('.check-line').click();
}

// The coordinator's look at one: how far, and what happened.
async function progress(given) {
	const { page, go } = sanne;
	await go(people);
	await rowOf(given).locator('a').click();
	await page.locator('.part-state').waitFor();
	return page.locator('.part-state').textContent();
}

async function ownPage({ page }) {
	await page.waitForURL(/\/part\/\w+$/);
	return new URL(page.url()).pathname;
}

async function invite(given) {
	const { page } = sanne;
	await tick(given);
	await mouse.press(page, 'button[value=choose]');
	await page.locator('#message').waitFor();
	await mouse.write(page, '#message', MESSAGE);
	await mouse.press(page, 'button[value=send]');
	await page.waitForURL('**?sent=1&without=0&left=0');
}

async function mend({ page, go }, path) {
	await go(`${path}/data`);
	await mouse.write(page, '#family_name', 'Kiknadze');
	await mouse.write(page, '#place', PLACE);
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	const noted = await page.locator('.facts').textContent();
	assert.match(noted, /Nino Kiknadze/);
	assert.ok(noted.includes(PLACE));
}

test('by mail: opened, mended, and taken into an account', async () => {
	const who = { name: 'Nino', mail: 'nino@post.example', password: PASSWORD };
	const nino = await openTab(browser, site, { size: PHONE });
	await enter('Nino', 'Kiknadse', who.mail);
	await invite('Nino');
	const link = await mailedFragment(nino, who.mail);
	await nino.go(`${link.pathname}${link.hash}`);
	await mouse.press(nino.page, BUTTON);
	const path = await ownPage(nino);
	assert.ok((await nino.page.locator('blockquote').textContent()).includes(MESSAGE));
	assert.deepEqual(await axe(nino.page), []);
	await mend(nino, path);
	assert.equal(await nino.page.locator('form[action$="/claim"]').count(), 0);

	await settle(nino, { ...who, mail: 'nino.own@post.example' });
	await nino.go(path);
	await mouse.press(nino.page, 'form[action$="/claim"] button');
	await nino.page.waitForURL('**?claimed');
	await mouse.press(nino.page, 'form[action$="/undo"] button');
	await nino.page.waitForURL('/part');
	await nino.go(`${link.pathname}${link.hash}`);
	await mouse.press(nino.page, BUTTON);
	await ownPage(nino);
	await mouse.press(nino.page, 'form[action$="/claim"] button');
	await nino.page.waitForURL('**?claimed');
	await nino.go('/passport');
	await mouse.press(nino.page, `a[href="/part/mine"]`);
	await nino.page.waitForURL('/part/mine');
	await nino.page.locator(`a[href="${path}"]`).waitFor();

	const seen = await progress('Nino');
	assert.ok(!seen.includes(PLACE), 'that something changed, not what stood there');
	assert.equal(await sanne.page.locator('#family_name').inputValue(), 'Kiknadze');
	assert.ok(await sanne.page.locator('.part-state .log-lines li').count() >= 6);
	nino.noFaults();
	await nino.context.close();
});

async function card(given) {
	const { page } = sanne;
	await tick(given);
	await mouse.press(page, 'button[formaction$="/cards"]');
	await page.locator('.sheet').waitFor();
	assert.match(await page.locator('.sheet__name').textContent(), new RegExp(given));
	return page.locator('.sheet__code').textContent();
}

async function typeCode({ page, go }, code) {
	await go('/part');
	await keyboard.write(page, '#code', code);
	await keyboard.press(page, BUTTON);
}

test('by a printed card: typed without a script, closed, and replaced', async () => {
	const giorgi = await openTab(browser, site, { size: PHONE, script: false });
	await enter('Giorgi', 'Beridze');
	const first = await card('Giorgi');
	await typeCode(giorgi, first.toLowerCase().replaceAll('-', ' '));
	const path = await ownPage(giorgi);
	await giorgi.page.locator('.facts').waitFor();
	await keyboard.press(giorgi.page, 'form[action$="/close"] button');
	await giorgi.page.waitForURL('/part?closed');
	await giorgi.go(path);
	await giorgi.page.waitForURL('/part');

	const second = await card('Giorgi');
	await typeCode(giorgi, first);
	await giorgi.page.locator('#code-error').waitFor();
	await typeCode(giorgi, second);
	await ownPage(giorgi);
	giorgi.noFaults();
	await giorgi.context.close();
});

async function readLearned(given) {
	const { page, go } = sanne;
	await go(people);
	await rowOf(given).locator('a[href$="/learning"]').click();
	await page.locator('.learned').waitFor();
	return page.locator('main').textContent();
}

// What was written since stays closed to a card that the organiser makes then.
async function beginAnew(tab, path) {
	const { page, go } = tab;
	await page.locator(`a[href^="${path}/areas/"]`).first().click();
	await page.locator('#answer').fill(`${LEARNED} ${PLACE}`);
	await waitSaved(tab);
	await typeCode(tab, await card('Lali'));
	await ownPage(tab);
	await go(path);
	assert.ok(!(await page.content()).includes(LEARNED));
	assert.deepEqual(await axe(page), []);
	await mouse.press(page, 'form[action$="/anew"] button');
	await page.locator('.learn-choices').waitFor();
}

test('what they learned: written on a phone, handed in, talked about, taken back', async () => {
	const lali = await openTab(browser, site, { size: PHONE });
	const { page, go } = lali;
	await enter('Lali', 'Gabunia');
	await typeCode(lali, await card('Lali'));
	const path = `${await ownPage(lali)}/learning`;
	await page.locator(`a[href="${path}"]`).click();
	await page.locator('.learn-choices a').first().click();
	await page.locator('#answer').fill('n.v.t.');
	await waitSaved(lali);
	assert.equal(await page.locator('.dot[data-minimum]').getAttribute('data-answered'), '0');
	await page.locator('#answer').fill(LEARNED);
	await waitSaved(lali);
	await page.reload();
	assert.equal(await page.locator('#answer').inputValue(), LEARNED);
	assert.deepEqual(await axe(page), []);
	await go(`${path}/submit`);
	await mouse.press(page, BUTTON);
	await page.locator('form[action$="/back"]').waitFor();

	assert.ok((await readLearned('Lali')).includes(LEARNED));
	assert.deepEqual(await axe(sanne.page), []);
	await sanne.page.locator('details.write summary').click();
	await sanne.page.locator('details.write textarea').fill(SUGGESTED);
	await mouse.press(sanne.page, 'details.write button');
	await sanne.page.waitForURL('**?said');
	await go(path);
	assert.ok((await page.locator('main').textContent()).includes(SUGGESTED));
	await mouse.press(page, 'form[action$="/back"] button');
	await page.waitForURL('**?back');
	const gone = await sanne.page.reload();
	assert.equal(gone.status(), 404);
	await beginAnew(lali, path);
	lali.noFaults();
	await lali.context.close();
});

test('what they wrote stands in no file, no log and no mail', async () => {
	assert.deepEqual(findTraces(site, [MESSAGE, PLACE, LEARNED, SUGGESTED]), []);
	sanne.noFaults();
	await sanne.context.close();
});
