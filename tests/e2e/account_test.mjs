// The account, from every way in, on a phone: by mail, by a link, by keyboard alone, without
// JavaScript, with the second lock, by a card; and two roles at a time.
//
//	node --test-reporter=tap tests/e2e/account_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { appCode } from './app.mjs';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import { axe, overflow } from './checks.mjs';
import {
	chooseRoute, keyboard, mailedCode, mouse, send, settle, signIn, signOut,
} from './person.mjs';
import { be, mailedFragment, takeRole } from './places_roles.mjs';
import { Site } from './site.mjs';

const MAIN = 'main form button';
const NEW = 'groene bus naar negen dorpen';

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

let count = 0;
const somebody = () => ({
	name: 'Mila', mail: `mila${++count}@post.example`,
	password: 'paarse fiets in zeven straten',
});

async function looksWell(page) {
	const found = [...await overflow(page), ...await axe(page)];
	assert.deepEqual(found, [], page.url());
}

// A new account, signed out again.
async function known(tab) {
	const who = somebody();
	await settle(tab, who);
	await send(tab, '/sign-out', {});
	return who;
}

// The link of the newest mail to that address.
async function mailedLink(tab, mail, count) {
	await mailedCode(tab, mail, count);
	const page = await tab.context.newPage();
	await page.goto('/demo/mail');
	await page.locator('.mails li', { hasText: mail }).first().locator('a').click();
	const link = await page.locator('.more-links a').first().getAttribute('href');
	await page.close();
	return link;
}

for (const [name, hand, options] of [
	['with a finger', mouse, {}],
	['by keyboard alone', keyboard, {}],
	['without JavaScript', mouse, { script: false }],
]) {
	test(`a forgotten password, ${name}`, async () => {
		const tab = await openTab(browser, site, { size: PHONE, ...options });
		const { page, go } = tab;
		const who = await known(tab);
		await go('/sign-in');
		await hand.press(page, 'a[href="/forgot"]');
		await page.waitForURL('/forgot');
		if (tab.script)
			await looksWell(page);
		await hand.write(page, '#mail', who.mail);
		await hand.press(page, MAIN);
		await page.waitForURL('/forgot/code');
		await hand.write(page, '#code', await mailedCode(tab, who.mail, 2));
		await hand.press(page, MAIN);
		await page.waitForURL('/forgot/new');
		await hand.write(page, '#password', NEW);
		await hand.press(page, MAIN);
		await page.waitForURL('/passport');
		await signOut(tab, hand);
		await go('/sign-in');
		await signIn(tab, hand, { ...who, password: NEW });
		await page.waitForURL('/passport');
		tab.noFaults();
		await tab.context.close();
	});

	test(`a code by mail instead of a password, ${name}`, async () => {
		const tab = await openTab(browser, site, { size: PHONE, ...options });
		const { page, go } = tab;
		const who = await known(tab);
		await go('/account/sessions');
		await hand.write(page, '#mail', who.mail);
		await hand.press(page, 'button[formaction="/sign-in/mail"]');
		await page.locator('#code').waitFor();
		await hand.write(page, '#code', await mailedCode(tab, who.mail, 2));
		await hand.press(page, MAIN);
		await page.waitForURL('/account/sessions');
		tab.noFaults();
		await tab.context.close();
	});
}

for (const [name, hand, options] of [
	['by keyboard alone', keyboard, {}],
	['without JavaScript', mouse, { script: false }],
]) {
	test(`another password, with the old one, ${name}`, async () => {
		const tab = await openTab(browser, site, { size: PHONE, ...options });
		const { page, go } = tab;
		const who = await known(tab);
		const other = await openTab(browser, site);
		for (const one of [other, tab]) {
			await one.go('/sign-in');
			await signIn(one, hand, who);
			await one.page.waitForURL('/passport**');
		}
		await go('/account');
		await hand.press(page, 'a[href="/account/password"]');
		await page.waitForURL('/account/password');
		await hand.write(page, '#old', 'dat was het niet');
		await hand.write(page, '#password', NEW);
		await hand.press(page, MAIN);
		await page.locator('#old-error').waitFor();
		await hand.write(page, '#old', who.password);
		await hand.write(page, '#password', NEW);
		await hand.press(page, MAIN);
		await page.waitForURL('/account/password?saved');
		if (tab.script)
			await looksWell(page);
		await other.go('/account');
		await other.page.waitForURL(/\/sign-in\?back=/);
		await signIn(other, hand, { ...who, password: NEW });
		await other.page.waitForURL('/account');
		tab.noFaults();
		await other.context.close();
		await tab.context.close();
	});
}

test('who has no password yet chooses a first one, and signs in with it', async () => {
	const tab = await openTab(browser, site, { size: PHONE });
	const { page, go } = tab;
	await go('/demo');
	await mouse.press(page, 'button[name=person][value=marloes]');
	await page.waitForURL('/passport**');
	await go('/account/password');
	assert.equal(await page.locator('#old').count(), 0);
	await looksWell(page);
	await mouse.write(page, '#password', NEW);
	await mouse.press(page, MAIN);
	await page.waitForURL('/account/password?saved');
	await signOut(tab, mouse);
	await go('/sign-in');
	await signIn(tab, mouse, { mail: 'marloes.kuipers@post.example', password: NEW });
	await page.waitForURL('/passport**');
	await tab.context.close();
});

test('mail about a role goes to the address that is chosen for it', async () => {
	const tab = await openTab(browser, site, { size: PHONE, script: false });
	const { page, go } = tab;
	const home = 'joost.thuis@post.example';
	await go('/demo');
	await mouse.press(page, 'button[name=person][value=joost]');
	await page.waitForURL('/passport**');
	await go('/account/addresses');
	await mouse.write(page, '#mail', home);
	await mouse.press(page, 'form[action="/account/addresses/add"] button');
	await page.waitForURL('/account/addresses/confirm');
	await mouse.write(page, '#code', await mailedCode(tab, home));
	await mouse.press(page, MAIN);
	await page.waitForURL('/account/addresses?added');
	await go('/account/roles');
	assert.deepEqual(await overflow(page), []);
	await page.locator(`input[value="${home}"]`).check();
	await mouse.press(page, '.role-mail button');
	await page.waitForURL('/account/roles?saved');
	assert.ok(await page.locator(`input[value="${home}"]`).isChecked());
	const other = await openTab(browser, site);
	await other.go('/demo');
	await mouse.press(other.page, 'button[name=person][value=joost]');
	await other.page.waitForURL('/passport**');
	await other.go('/account/roles');
	await looksWell(other.page);
	await other.context.close();
	await tab.context.close();
});

test('a photo is chosen, stands on the passport, and goes again', async () => {
	const tab = await openTab(browser, site, { size: PHONE, script: false });
	const { page, go } = tab;
	await settle(tab, somebody());
	await go('/account/photo');
	const buffer = await page.screenshot();
	await page.setInputFiles('#photo', { name: 'ik.png', mimeType: 'image/png', buffer });
	await mouse.press(page, MAIN);
	await page.waitForURL('/account/photo?saved');
	await go('/passport');
	const shown = () => page.locator('.cover img').evaluateAll(
		(images) => images.map((image) => image.naturalWidth === image.naturalHeight));
	await page.waitForLoadState();
	assert.deepEqual(await shown(), [true]);
	await go('/account/photo');
	await mouse.press(page, 'form[action="/account/photo/remove"] button');
	await page.waitForURL('/account/photo');
	await go('/passport');
	assert.deepEqual(await shown(), []);
	tab.noFaults();
	await tab.context.close();
});

test('which mails one gets is chosen, by keyboard; those of safety always come', async () => {
	const tab = await openTab(browser, site, { size: PHONE });
	const { page, go } = tab;
	await settle(tab, somebody());
	await go('/account');
	await keyboard.press(page, 'a[href="/account/notices"]');
	await page.waitForURL('/account/notices');
	await looksWell(page);
	assert.equal(await page.locator('input[name=safety]').count(), 0);
	await page.locator('input[name=talk][value=now]').focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await keyboard.press(page, MAIN);
	await page.waitForURL('/account/notices?saved');
	assert.ok(await page.locator('input[name=talk][value=never]').isChecked());
	tab.noFaults();
	await tab.context.close();
});

test('a role belongs to its tab: the passport in another one stays without it', async () => {
	const tab = await openTab(browser, site);
	const { page, go, context } = tab;
	await go('/demo');
	await mouse.press(page, 'button[name=person][value=joost]');
	await page.waitForURL('/passport**');
	await go('/account/roles');
	await looksWell(page);
	const paths = await page.locator('main .panel a').evaluateAll(
		(links) => links.map((link) => link.getAttribute('href')));
	assert.ok(paths.length >= 1, 'Joost works somewhere');
	const second = await context.newPage();
	await second.goto('/passport');
	await page.goto(paths[0]);
	const strip = await page.locator('.role-strip').innerText();
	assert.ok(strip.length > 3);
	assert.equal(await second.locator('.role-strip').count(), 0);
	await second.reload();
	await page.reload();
	assert.equal(await page.locator('.role-strip').innerText(), strip);
	assert.equal(await second.locator('.role-strip').count(), 0);
	await tab.context.close();
});

test('a link in a mail fills in the code, and nothing is sent until one presses', async () => {
	const tab = await openTab(browser, site);
	const { page, go } = tab;
	const who = await known(tab);
	await go('/sign-in/mail');
	await mouse.write(page, '#mail', who.mail);
	await mouse.press(page, MAIN);
	await page.waitForURL('/sign-in/code');
	const link = await mailedLink(tab, who.mail, 2);
	assert.match(link, /\/sign-in\/code#\d{6}$/);
	await go('/help');
	await go(link);
	assert.match(await page.locator('#code').inputValue(), /^\d{6}$/);
	assert.ok(!page.url().includes('#'), 'the code is no longer in the address');
	await looksWell(page);
	await page.keyboard.press('Enter');
	await page.waitForURL('/passport');
	await tab.context.close();
});

test('a link that is opened elsewhere says where it belongs', async () => {
	const tab = await openTab(browser, site);
	const who = await known(tab);
	await tab.go('/sign-in/mail');
	await mouse.write(tab.page, '#mail', who.mail);
	await mouse.press(tab.page, MAIN);
	const link = await mailedLink(tab, who.mail, 2);
	const other = await openTab(browser, site);
	await other.go(link);
	await other.page.waitForURL('/sign-in/mail?elsewhere**');
	await other.page.locator('[role=status]').waitFor();
	await other.context.close();
	await tab.context.close();
});

test('the second lock, by keyboard: set up, signed in with, and with a spare code', async () => {
	const tab = await openTab(browser, site);
	const { page, go } = tab;
	const who = somebody();
	await settle(tab, who);
	await go('/account');
	await keyboard.press(page, 'a[href="/account/second-factor"]');
	await page.waitForURL('/account/second-factor');
	await keyboard.press(page, MAIN);
	await page.waitForURL('/account/second-factor/setup');
	await looksWell(page);
	const secret = await page.locator('.lock-key').innerText();
	await keyboard.write(page, '#code', appCode(secret));
	await keyboard.press(page, MAIN);
	await page.locator('.spare-codes').waitFor();
	await looksWell(page);
	const spare = await page.locator('.spare-codes code').first().innerText();
	for (const code of [() => appCode(secret, 1), () => spare]) {
		await go('/passport');
		await signOut(tab, keyboard);
		await go('/sign-in');
		await signIn(tab, keyboard, who);
		await page.locator('form[action="/sign-in/factor"]').waitFor();
		await keyboard.write(page, '#code', code());
		await keyboard.press(page, MAIN);
		await page.waitForURL('/passport');
	}
	tab.noFaults();
	await tab.context.close();
});

test('one signs out elsewhere, and that browser asks to sign in', async () => {
	const tab = await openTab(browser, site);
	const who = await known(tab);
	const other = await openTab(browser, site);
	for (const one of [other, tab]) {
		await one.go('/sign-in');
		await signIn(one, mouse, who);
		await one.page.waitForURL('/passport');
	}
	await tab.go('/account/sessions');
	await mouse.press(tab.page, '.sessions form button');
	await tab.page.waitForURL('/account/sessions');
	await other.go('/passport/read');
	await other.page.waitForURL(/\/sign-in\?back=/);
	await other.context.close();
	await tab.context.close();
});

test('another address is added, and signs in', async () => {
	const tab = await openTab(browser, site, { script: false });
	const { page, go } = tab;
	const who = somebody();
	const home = `thuis.${who.mail}`;
	await settle(tab, who);
	await go('/account/addresses');
	await mouse.write(page, '#mail', home);
	await mouse.press(page, 'form[action="/account/addresses/add"] button');
	await page.waitForURL('/account/addresses/confirm');
	await mouse.write(page, '#code', await mailedCode(tab, home));
	await mouse.press(page, MAIN);
	await page.waitForURL('/account/addresses?added');
	const other = await openTab(browser, site);
	await other.go('/sign-in');
	await signIn(other, mouse, { ...who, mail: home });
	await other.page.waitForURL(/\/passport/);
	await other.context.close();
	await tab.context.close();
});

/* --- cards and roles --- */

// A mentor prints a card for each name: their codes and sign-in names.
async function printed(names) {
	const desk = await openTab(browser, site, { size: DESK });
	const { page, go } = desk;
	await be(desk, 'joost');
	const role = page.locator('.menu__panel a[href^="/mentor/"]').first();
	await go(`${await role.getAttribute('href')}/cards`);
	await mouse.write(page, '#names', names.join('\n'));
	await mouse.press(page, MAIN);
	await page.locator('.sheet').waitFor();
	const codes = await page.locator('.sheet__code').allInnerTexts();
	const paper = await page.pdf();
	assert.ok(paper.length > 10_000, 'the sheet prints');
	const texts = await page.locator('.sheet__card').allInnerTexts();
	desk.noFaults();
	await desk.context.close();
	return texts.map((text, i) => ({
		code: codes[i], name: text.match(/\b[a-z]+-[0-9a-z]{5}\b/)[0],
	}));
}

for (const [name, hand, options] of [
	['with a finger', mouse, {}],
	['by keyboard alone', keyboard, {}],
	['without JavaScript', mouse, { script: false }],
]) {
	test(`a card, from the printer to the passport and back, ${name}`, async () => {
		const [card] = await printed(['Noor Veenstra', 'Sem']);
		const tab = await openTab(browser, site, { size: PHONE, ...options });
		const { page, go } = tab;
		if (tab.script) {
			await go(`/card#${card.code}`);
			await page.waitForFunction(() => document.querySelector('#code').value);
			assert.ok(!page.url().includes('#'), 'the address keeps no code');
			await looksWell(page);
		} else {
			await go('/card');
			await hand.write(page, '#code', card.code.toLowerCase());
		}
		await hand.press(page, MAIN);
		await page.locator('#pin').waitFor();
		await hand.write(page, '#pin', '271828');
		await hand.press(page, MAIN);
		await chooseRoute(tab, hand);
		await signOut(tab, hand);
		await go('/sign-in');
		await hand.press(page, 'a[href="/card/sign-in"]');
		await page.waitForURL('/card/sign-in');
		await hand.write(page, '#sign_in', ` ${card.name.toUpperCase()} `);
		await hand.write(page, '#pin', '271828');
		await hand.press(page, MAIN);
		await page.waitForURL('/passport');
		await go('/account/prove');
		if (tab.script)
			await looksWell(page);
		await hand.write(page, '#proof', '271828');
		await hand.press(page, MAIN);
		await page.waitForURL('/account');
		tab.noFaults();
		await tab.context.close();
	});
}

// The role that the menu of this page marks.
const shownRole = (page) =>
	page.locator('.menu__panel a[aria-current=true]').first().getAttribute('href');

test('two roles in two tabs: each page keeps its own, and the menu switches', async () => {
	const tab = await openTab(browser, site, { size: DESK });
	const { page, go } = tab;
	await be(tab, 'farida');
	await takeRole(tab, '/organisation');
	const admin = new URL(page.url()).pathname;
	await go(`${admin}/invite`);
	await mouse.write(page, '#name', 'Farida');
	await mouse.write(page, '#mail', 'farida.benali@zuiderlaan.example');
	await mouse.press(page, MAIN);
	await page.waitForURL(`${admin}?invited`);
	const link = await mailedFragment(tab, 'farida.benali@zuiderlaan.example');
	await go(link.href);
	await page.waitForFunction(() => document.querySelector('#code').value);
	await mouse.press(page, MAIN);
	await mouse.press(page, 'form[action="/invitation/join"] button');
	await page.waitForURL('/mentor/**');
	const mentor = new URL(page.url()).pathname;
	const second = await tab.context.newPage();
	await second.goto(`${admin}/words`);
	for (const [one, path] of [[page, mentor], [second, admin], [page, mentor]]) {
		assert.equal(await shownRole(one), path);
		await one.reload();
	}
	await mouse.press(second, MAIN);
	await second.waitForURL(admin);
	await go(`${mentor}/cards`);
	await mouse.write(page, '#names', 'Roos');
	await mouse.press(page, MAIN);
	await page.locator('.sheet').waitFor();
	assert.deepEqual([await shownRole(page), await shownRole(second)], [mentor, admin]);
	await mouse.press(page, 'details.menu summary');
	await mouse.press(page, `.menu__panel a[href="${admin}"]`);
	await page.waitForURL(admin);
	assert.equal(await shownRole(page), admin);
	tab.noFaults();
	await tab.context.close();
});
