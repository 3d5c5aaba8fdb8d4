// A youth project from the list to the certificates, as its people live it: who coordinates,
// a partner with own participants, two who take part (one by mail with the keyboard alone, one by a
// printed card without a script), and who checks what they show. On a real installation.
//
//	node --test-reporter=tap tests/e2e/certificate_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { appCode } from './app.mjs';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import { axe } from './checks.mjs';
import { install, leerpas } from './installation.mjs';
import { MailServer } from './mail.mjs';
import { keyboard, mouse, send, waitSaved } from './person.mjs';
import { findTraces } from './traces.mjs';

const LISTS = fileURLToPath(new URL('../codec/lists.py', import.meta.url));
const LONG_CODE = /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/;
const CODE = /\b(?:[0-9A-Z] ?){5}-(?: ?[0-9A-Z]){5} ?-(?: ?[0-9A-Z]){2}\b/;
const BUTTON = 'main form .utrecht-button-group button';
const PRIMARY = 'main .nl-button--primary';
const PASSWORD = 'paarse fiets in zeven straten';
const TITLE = 'Rivieren zonder grens';
const MESSAGE = 'krekelpost: schrijf wat je bijbleef';
const FIRST = 'Ik kookte een krekelsoep.';
const SUGGESTED = 'Voor hoeveel krekelvrienden?';
const SECOND = 'Ik kookte een krekelsoep voor 24 mensen.';
const OWN = 'Έμαθα να φτιάχνω σχεδία από κρικέλα.';
const REASON = 'De datum klopte niet.';

let mail;
let site;
let browser;
let lists; // a folder of files that other programs wrote
let desk; // the coordinator's
let project;
let zoe;
let giorgos;
let partner;
let verifier;

before(async () => {
	mail = await new MailServer().start();
	site = await (await install(mail)).start();
	browser = await openBrowser();
	lists = mkdtempSync(join(tmpdir(), 'leerpas-lists-'));
	execFileSync('python3', ['-B', LISTS, lists]);
	desk = await openTab(browser, site, { size: DESK });
	partner = await openTab(browser, site, { size: DESK });
	zoe = await openTab(browser, site, { size: PHONE });
	giorgos = await openTab(browser, site, { size: PHONE, script: false });
	verifier = await openTab(browser, site, { size: PHONE });
});
after(async () => {
	await browser?.close();
	await site?.end();
	await mail?.stop();
	rmSync(lists, { recursive: true, force: true });
});

// Presses what leads to another page, and is there.
async function follow({ page }, hand, selector, where) {
	await Promise.all([page.waitForURL(where), hand.press(page, selector)]);
}

// An account with that role, and a second lock; the path of its page.
async function becomeStaff(tab, name, mailAddress, organisation) {
	const printed = leerpas('admin', 'add', '--settings', site.settings, '--mail', mailAddress,
		'--organisation', organisation, '--role', 'coordinator', '--print');
	const fields = { code: printed.match(LONG_CODE)[0], name, password: PASSWORD };
	const path = await send(tab, '/invitation/accept', fields);
	await lock(tab);
	return path;
}

async function lock(tab) {
	const { page, go } = tab;
	await send(tab, '/account/second-factor/begin', {});
	await go('/account/second-factor/setup');
	const secret = await page.locator('.lock-key').textContent();
	await mouse.write(page, '#code', appCode(secret));
	await mouse.press(page, BUTTON);
	await page.waitForLoadState();
}

test('she is made coordinator, and makes a project', async () => {
	const { page, go } = desk;
	const path = await becomeStaff(desk, 'Sanne', 'sanne@post.example', 'Huis Zes');
	await go(path);
	await follow(desk, mouse, `a[href="${path}/new"]`, `${path}/new`);
	await mouse.write(page, '#title', TITLE);
	await mouse.choose(page, 'youth-exchange');
	await follow(desk, mouse, BUTTON, '**?made');
	project = new URL(page.url()).pathname;
	await go(`${project}/activities/new`);
	await mouse.write(page, '#title', 'Week aan de Schelde');
	await mouse.write(page, '#place', 'Gent, België');
	await page.locator('#starts').fill('2026-07-04');
	await page.locator('#ends').fill('2026-07-11');
	await follow(desk, mouse, BUTTON, '**?saved');
});

test('she brings in the list that her partner keeps, and invites', async () => {
	const { page, go } = desk;
	await go(`${project}/list`);
	await page.locator('#list').setInputFiles(join(lists, 'long.xlsx'));
	await mouse.press(page, BUTTON);
	await page.locator('[data-first-error]').waitFor();
	await page.locator('#list').setInputFiles(join(lists, 'google.xlsx'));
	await mouse.press(page, BUTTON);
	await page.locator('.list-counts').waitFor();
	await follow(desk, mouse, 'form[action$="/bring"] .nl-button--primary', '**/people?came=3');
	assert.equal(await page.locator('.roster__one').count(), 3);
	await go(`${project}/people/invite`);
	await mouse.write(page, '#message', MESSAGE);
	await follow(desk, mouse, 'button[value=send]', '**?sent=2&without=1&left=0');
});

test('a partner, who works along by a mail, enters somebody and sees nobody else', async () => {
	const { page, go } = desk;
	await becomeStaff(partner, 'Marek', 'marek@post.example', 'Mladi Breg');
	await go(`${project}/editors/new`);
	await mouse.write(page, '#name', 'Marek');
	await mouse.write(page, '#mail', 'breg@post.example');
	await mouse.choose(page, 'own');
	await page.locator('#country').selectOption('SK');
	await page.locator('#ends').fill('2030-01-31');
	await follow(desk, mouse, BUTTON, '**?sent');
	const letter = await mail.mailTo('breg@post.example');
	await partner.go(letter.match(new RegExp(`${site.url}/projects/invitation#[0-9A-Z-]+`))[0]);
	await mouse.press(partner.page, BUTTON);
	await mouse.press(partner.page, 'form[action$="/accept"] button');
	await partner.page.locator('.go-on').waitFor();
	const own = new URL(partner.page.url()).pathname;
	await partner.go(`${own}/people/new`);
	await mouse.write(partner.page, '#given_name', 'Matej');
	await mouse.write(partner.page, '#family_name', 'Novák');
	await partner.page.locator('#country').selectOption('SK');
	await follow(partner, mouse, BUTTON, '**?saved');
	assert.equal(await partner.page.locator('.roster__one').count(), 1);
	assert.ok(!(await partner.page.content()).includes('Zoë'));
	assert.deepEqual(await axe(partner.page), []);
	await go(`${project}/people`);
	assert.equal(await page.locator('.roster__one').count(), 4);
});

// The code of a new card.
async function card(given) {
	const { page, go } = desk;
	await go(`${project}/people`);
	await page.locator('.roster__one', { hasText: given }).locator('.check-line').click();
	await mouse.press(page, 'button[formaction$="/cards"]');
	await page.locator('.sheet').waitFor();
	return page.locator('.sheet__code').textContent();
}

async function handIn({ page }, hand) {
	const own = new URL(page.url()).pathname.replace(/\/learning.*/, '/learning');
	await page.goto(`${own}/submit`);
	await follow({ page }, hand, BUTTON, '**/learning*');
	await page.locator('form[action$="/back"]').waitFor();
}

test('by mail, with the keyboard alone: she writes and hands in', async () => {
	const { page, go } = zoe;
	const letter = await mail.mailTo('zoe@post.example');
	const [link] = letter.match(new RegExp(`${site.url}/part#[0-9A-Z-]+`));
	await go(link);
	await follow(zoe, keyboard, BUTTON, /\/part\/\w+$/);
	assert.ok((await page.locator('blockquote').textContent()).includes(MESSAGE));
	assert.deepEqual(await axe(page), []);
	await follow(zoe, keyboard, PRIMARY, '**/learning');
	await follow(zoe, keyboard, '.learn-choices a', '**/areas/**');
	await keyboard.write(page, '#answer', FIRST);
	await waitSaved(zoe);
	await handIn(zoe, keyboard);
});

test('by the code of a card, without a script: he writes and hands in', async () => {
	const { page, go } = giorgos;
	const code = await card('Γιώργος');
	await go('/part');
	await mouse.write(page, '#code', code.toLowerCase());
	await follow(giorgos, mouse, BUTTON, /\/part\/\w+$/);
	await follow(giorgos, mouse, PRIMARY, '**/learning');
	await follow(giorgos, mouse, '.learn-choices a', '**/areas/**');
	await mouse.write(page, '#answer', OWN);
	await follow(giorgos, mouse, 'button[value=next]', '**?saved');
	await handIn(giorgos, mouse);
});

test('the coordinator suggests, and the writer decides', async () => {
	const { page, go } = desk;
	await go(`${project}/people`);
	const row = page.locator('.roster__one', { hasText: 'Zoë' });
	await row.locator('a[href$="/learning"]').click();
	await page.locator('details.write summary').first().click();
	await page.locator('details.write textarea').first().fill(SUGGESTED);
	await follow(desk, mouse, 'details.write button', '**?said');

	const own = new URL(zoe.page.url()).pathname;
	await zoe.go(own);
	assert.ok((await zoe.page.locator('main').textContent()).includes(SUGGESTED));
	await follow(zoe, keyboard, 'form[action$="/back"] button', '**?back');
	await zoe.page.locator('.moment a').nth(2).focus();
	await Promise.all([zoe.page.waitForURL('**/areas/**'), zoe.page.keyboard.press('Enter')]);
	await keyboard.write(zoe.page, '#answer', SECOND);
	await waitSaved(zoe);
	await handIn(zoe, keyboard);
	await page.reload();
	assert.ok((await page.locator('main').textContent()).includes(SECOND));
});

test('everybody gets a certificate, with what they wrote', async () => {
	const { page, go } = desk;
	await go(`${project}/certificates`);
	await mouse.write(page, '#confirms', 'Sanne de Groot');
	await follow(desk, mouse, BUTTON, '**/certificates');
	for (let i = 0; i < 600 && await page.locator('progress').count(); i++) {
		await page.waitForTimeout(100);
		await page.reload();
	}
	assert.equal(await page.locator('.roster a[href$="/withdraw"]').count(), 4);
	for (const [tab, text] of [[zoe, SECOND], [giorgos, OWN]]) {
		tab.words = await fetchOwn(tab);
		assert.ok(tab.words.includes(text) && tab.words.includes(TITLE));
		assert.ok(!tab.words.includes(SUGGESTED) && !tab.words.includes(MESSAGE));
		tab.code = tab.words.match(CODE)[0].replaceAll(' ', '');
	}
});

// Of the own page: what poppler reads, in one line.
async function fetchOwn({ page }) {
	const path = new URL(page.url()).pathname.replace(/(\/part\/\w+).*/, '$1/certificate');
	await page.goto(path);
	const [download] = await Promise.all([page.waitForEvent('download'),
		mouse.press(page, 'form[action$="/certificate/file"] button')]);
	const words = execFileSync('pdftotext', [await download.path(), '-'], { encoding: 'utf8' });
	return words.replaceAll(/\s+/g, ' ');
}

// What the sign says to somebody who knows nothing but the code.
async function verify(how, code) {
	const { page, go } = verifier;
	await go('about:blank');
	await go(how === 'link' ? `/verify#${code}` : '/verify');
	if (how === 'typed')
		await keyboard.write(page, '#code', code.toLowerCase().replaceAll('-', ' '));
	await keyboard.press(page, BUTTON);
	const sign = page.locator('main [role=status]');
	await sign.waitFor();
	return {
		sign: (await sign.getAttribute('class')).match(/alert--(\w+)/)[1],
		text: await page.locator('main').textContent(),
		address: page.url(),
	};
}

test('who checks it sees what is true, and as much as its holder shows', async () => {
	for (const how of ['typed', 'link']) {
		const { sign, text, address } = await verify(how, zoe.code);
		assert.equal(sign, 'ok');
		assert.ok(text.includes('O’Neil') && text.includes(TITLE));
		assert.ok(!text.includes(SECOND) && !text.includes('zoe@post.example'));
		assert.ok(!address.includes(zoe.code), 'the address keeps no code');
	}
	assert.deepEqual(await axe(verifier.page), []);
	await zoe.page.locator('input[name=learning]').focus();
	await zoe.page.keyboard.press('Space');
	await follow(zoe, keyboard, 'form[action$="/certificate"] button', '**?saved');
	assert.ok((await verify('typed', zoe.code)).text.includes(SECOND));
	assert.ok(!(await verify('typed', giorgos.code)).text.includes(OWN));
});

test('one that was withdrawn says so, to its holder with the reason', async () => {
	const { page, go } = desk;
	await go(`${project}/certificates`);
	const row = page.locator('.roster__one', { hasText: 'Zoë' });
	await row.locator('summary').click();
	await row.locator('a[href$="/withdraw"]').click();
	await mouse.write(page, '#reason', REASON);
	await follow(desk, mouse, BUTTON, '**?withdrawn');
	const { sign, text } = await verify('link', zoe.code);
	assert.equal(sign, 'error');
	assert.deepEqual(await axe(verifier.page), []);
	assert.ok(!text.includes(REASON));
	await zoe.page.reload();
	assert.ok((await zoe.page.locator('main').textContent()).includes(REASON));
	assert.equal((await verify('link', giorgos.code)).sign, 'ok');
});

test('what they wrote to one another stands in no file, no log and no mail', () => {
	const typed = [MESSAGE, FIRST, SUGGESTED, SECOND, OWN, REASON, PASSWORD];
	assert.deepEqual(findTraces(site, typed, mail.folder), []);
	for (const tab of [desk, partner, zoe, giorgos, verifier]) tab.noFaults();
});
