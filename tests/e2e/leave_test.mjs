// Leaving with everything, on a phone: a copy, deleting with a week to think and at once, and
// bringing the copy along to a new account.
//
//	node --test-reporter=tap tests/e2e/leave_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openTab, PHONE } from './browser.mjs';
import { axe, overflow } from './checks.mjs';
import { mouse, register, signIn, waitSaved } from './person.mjs';
import { Site } from './site.mjs';

const PASSWORD = 'paarse fiets in zeven straten';
const SENTENCE = 'Ik spaar voor een bakfiets, dan word ik loodgieter in de hele stad.';
const QUESTION = '/passport/questions/who.self';
const BUTTON = 'main form .utrecht-button-group button';

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

// By axe, which is a script.
async function looksWell({ page, script }) {
	if (!script)
		return;
	assert.deepEqual([...await overflow(page), ...await axe(page)], [], page.url());
}

async function write({ page, go }, script) {
	await go(QUESTION);
	await mouse.write(page, '#answer', SENTENCE);
	if (script)
		await waitSaved({ page });
	await mouse.press(page, 'button[value=next]');
	await page.waitForURL((url) => url.pathname !== QUESTION);
}

// Asked for, waited for, fetched: its bytes.
async function takeCopy(tab) {
	const { page, go } = tab;
	await go('/account');
	await mouse.press(page, 'a[href="/account/export"]');
	await page.waitForURL('/account/export');
	await mouse.press(page, BUTTON);
	const ready = page.locator('main a[href="/account/export/file"]');
	while (!await ready.count()) {
		await page.waitForTimeout(200);
		await go('/account/export');
	}
	await looksWell(tab);
	return (await page.request.get('/account/export/file')).body();
}

async function leave(tab, when) {
	const { page, go } = tab;
	await go('/account/delete');
	await mouse.press(page, `button[value=${when}]`);
	await page.waitForURL(when === 'now' ? '/deleted?now' : '/deleted');
	await looksWell(tab);
	await go('/passport');
	await page.waitForURL(/\/sign-in/);
}

const reads = async ({ page, go }) => {
	await go('/passport/read');
	return (await page.locator('main').innerText()).includes(SENTENCE);
};

async function bringAlong(tab, copy) {
	const { page, go } = tab;
	await go('/account');
	await mouse.press(page, 'a[href="/account/import"]');
	await page.waitForURL('/account/import');
	await looksWell(tab);
	await page.setInputFiles('#copy', {
		name: 'leerpas.zip', mimeType: 'application/zip', buffer: copy,
	});
	await mouse.press(page, BUTTON);
	await page.locator('[name=parts]').first().waitFor();
	await looksWell(tab);
	await mouse.press(page, 'form[action="/account/import/choose"] button');
	await page.waitForLoadState();
	while (!await page.locator('main a[href="/passport"]').count()) {
		await page.waitForTimeout(200);
		await go('/account/import');
	}
	await looksWell(tab);
}

for (const [name, script] of [['on a phone', true], ['without JavaScript', false]])
	test(`away with everything, and back: ${name}`, async () => {
		const key = script ? 'mila' : 'mies';
		const person = who('Mila', key);
		const tab = await openTab(browser, site, { size: PHONE, script });
		await register(tab, mouse, person);
		await write(tab, script);
		const copy = await takeCopy(tab);
		assert.equal(copy.subarray(0, 2).toString(), 'PK');
		await leave(tab, 'later');
		await signIn(tab, mouse, person);
		await tab.page.waitForURL('/passport');
		assert.ok(await reads(tab), 'signing in keeps it');
		await leave(tab, 'now');
		await signIn(tab, mouse, person);
		await tab.page.locator('[role=alert]').waitFor();
		await register(tab, mouse, who('Mila', `${key}.2`));
		assert.ok(!await reads(tab));
		await bringAlong(tab, copy);
		assert.ok(await reads(tab), 'the copy brought it back');
		await tab.context.close();
	});
