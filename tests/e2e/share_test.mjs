// Sharing by live link: a learner, two who get in, a third who waits, a thief with the link.
//
//	node --test-reporter=tap tests/e2e/share_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import { keyboard, mailedCode, mouse, register, waitSaved } from './person.mjs';
import { be } from './places_roles.mjs';
import { Site } from './site.mjs';

const PASSWORD = 'paarse fiets in zeven straten';
const SENTENCE = 'Ik help op zaterdag in de dierenwinkel van mijn oom.';
const BUTTON = 'main form .utrecht-button-group button';
const QUESTION = '/passport/questions/who.self';

let site;
let browser;
before(async () => {
	site = await Site.demo();
	browser = await openBrowser();
});
after(async () => {
	await browser?.close();
	await site?.end();
});

const who = (name, key) => ({ name, mail: `${key}@post.example`, password: PASSWORD });

const shows = ({ page }, text) => page.locator('main', { hasText: text }).waitFor();

// Three steps; the page of the link is shown: { link, code }.
async function makeLink({ page, go }, hand, { receiver, script = true }) {
	await go('/passport/share');
	await hand.press(page, BUTTON);
	await page.waitForURL(/\/what$/);
	await hand.press(page, BUTTON);
	await page.waitForURL(/\/whom$/);
	await hand.write(page, '#receiver', receiver);
	await hand.press(page, BUTTON);
	await page.waitForURL(/\/until$/);
	await hand.press(page, BUTTON);
	await page.waitForURL(/\/passport\/share\/[0-9a-z]+$/i);
	await hand.press(page, 'form[action$="/begin"] button');
	await page.locator('.shown-code').waitFor();
	if (script)
		assert.ok(await page.locator('.qr-panel svg').isVisible());
	const link = await page.locator('.shown-link').getAttribute('href');
	return { link, code: (await page.locator('.shown-code').innerText()).trim() };
}

// Opens the link in a browser without an account, makes one, and comes back to the door.
async function arriveByLink(tab, hand, link, person) {
	const { page } = tab;
	await page.goto(link);
	await hand.press(page, BUTTON);
	await page.locator('a[href="/register"]').click();
	await hand.write(page, '#name', person.name);
	await hand.write(page, '#mail', person.mail);
	await hand.write(page, '#password', person.password);
	await hand.press(page, 'main form button');
	await page.waitForURL('/register/confirm');
	await hand.write(page, '#code', await mailedCode(tab, person.mail));
	await hand.press(page, 'main form button');
	await page.waitForURL('/s');
	await hand.press(page, BUTTON);
}

for (const [way, hand, options] of [
	['a finger on a phone', mouse, { size: PHONE }],
	['the keyboard at a desk', keyboard, { size: DESK }],
	['no script', mouse, { size: PHONE, script: false }],
])
	test(`learner, two openers, a third who waits: ${way}`, async () => {
		const key = way.replace(/\W/g, '');
		const script = options.script ?? true;
		const mila = await openTab(browser, site, options);
		await register(mila, hand, who('Mila', `mila${key}`));
		await mila.go(QUESTION);
		await hand.write(mila.page, '#answer', SENTENCE);
		if (script)
			await waitSaved(mila);
		await hand.press(mila.page, 'button[value=next]');
		await mila.page.waitForURL((url) => url.pathname !== QUESTION);
		const receiver = 'Mbo Deltastad';
		const { link, code } = await makeLink(mila, hand, { receiver, script });
		const home = mila.page.url();
		const first = await openTab(browser, site, options);
		if (script)
			await arriveByLink(first, hand, link, who('Joke', `joke${key}`));
		else
			await arriveByCode(first, hand, code, who('Joke', `joke${key}`));
		await first.page.waitForURL(/\/shared\/[^/]+$/);
		await shows(first, SENTENCE);
		await hand.press(first.page, 'button[value=handled]');
		await first.page.waitForURL('/shared');
		await first.page.locator('button[value=open]').waitFor();

		const second = await openTab(browser, site, options);
		await comeByCode(second, hand, code, 'marloes');
		await second.page.waitForURL(/\/shared\/[^/]+$/);
		await shows(second, SENTENCE);

		const third = await openTab(browser, site, options);
		await comeByCode(third, hand, code, 'joost');
		await third.page.waitForURL(/\/shared\/[^/]+$/);
		assert.equal(await third.page.locator('.badge').count(), 1);
		assert.equal(await third.page.locator('.qa').count(), 0);

		await mila.go('/passport/access');
		assert.equal(await mila.page.locator('button[value=yes]').count(), 1);
		await hand.press(mila.page, 'button[value=yes]');
		await mila.page.locator('button[value=yes]').waitFor({ state: 'detached' });
		await third.page.reload();
		await shows(third, SENTENCE);

		await mila.page.goto(home);
		await hand.press(mila.page, 'form[action$="/stop"] button');
		await mila.page.locator('form[action$="/undo"]').waitFor();
		await third.page.reload();
		assert.equal(await third.page.locator('.qa').count(), 0);
		const thief = await openTab(browser, site, options);
		await comeByCode(thief, hand, code, 'ivo');
		await thief.page.locator('#code-error').waitFor();
		for (const tab of [mila, first, second, third, thief]) {
			tab.noFaults();
			await tab.context.close();
		}
	});

// Who has an account types the code at the door.
async function comeByCode(tab, hand, code, person) {
	const { page, go } = tab;
	await be(tab, person);
	await go('/s');
	await hand.write(page, '#code', code.toLowerCase().replace('-', ' '));
	await hand.press(page, BUTTON);
}

// The same without one.
async function arriveByCode(tab, hand, code, person) {
	const { page } = tab;
	await page.goto('/s');
	await hand.write(page, '#code', code.toLowerCase().replace('-', ' '));
	await hand.press(page, BUTTON);
	await page.waitForURL('/s');
	await page.locator('a[href="/register"]').click();
	await hand.write(page, '#name', person.name);
	await hand.write(page, '#mail', person.mail);
	await hand.write(page, '#password', person.password);
	await hand.press(page, 'main form button');
	await page.waitForURL('/register/confirm');
	await hand.write(page, '#code', await mailedCode(tab, person.mail));
	await hand.press(page, 'main form button');
	await page.waitForURL('/s');
	await hand.press(page, BUTTON);
}

test('the owner says no from the mail, without signing in', async () => {
	const mila = await openTab(browser, site);
	await register(mila, mouse, who('Mila', 'mila.mail'));
	const { code } = await makeLink(mila, mouse, { receiver: '' });
	const joke = await openTab(browser, site);
	await comeByCode(joke, mouse, code, 'farida');
	await joke.page.waitForURL(/\/shared\/[^/]+$/);
	const mail = await openTab(browser, site);
	await mail.go('/demo/mail');
	await mail.page.locator('.mails li', { hasText: 'mila.mail@post.example' }).first()
		.locator('a').click();
	await mail.page.locator('a[href*="/s/answer#"]').first().click();
	await mail.page.locator('button[value=look]').click();
	await shows(mail, 'Farida');
	await mail.page.locator('button[value=no]').click();
	await mail.page.locator('button[value=no]').waitFor({ state: 'detached' });
	await joke.page.reload();
	assert.equal(await joke.page.locator('.qa').count(), 0);
	mail.noFaults();
});
