// A real installation, as an administrator makes it. No demo; what was confirmed survives a kill.
//
//	node --test-reporter=tap tests/e2e/serve_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openBrowser, openTab } from './browser.mjs';
import { install, leerpas } from './installation.mjs';
import { MailServer } from './mail.mjs';
import { chooseRoute, fillRegister, mouse, signIn, signOut, waitSaved } from './person.mjs';
import { findTraces } from './traces.mjs';

const QUESTION = '/passport/questions/who.self';
const WHO = {
	name: 'Ysbrand', mail: 'ysbrand@post.example', password: 'gele tram over zeven bruggen',
};
const SENTENCE = 'Ik heb een boomhut met een kabelbaantje naar de moestuin.';

let mail;
let site;
let browser;
let tab;

before(async () => {
	mail = await new MailServer().start();
	site = await (await install(mail)).start();
	browser = await openBrowser();
	tab = await openTab(browser, site);
});
after(async () => {
	await browser?.close();
	await site?.end();
	await mail?.stop();
});

test('there is no demo', async () => {
	for (const path of ['/demo', '/demo/mail', '/demo/mail/1', '/demo/be'])
		assert.equal((await tab.go(path)).status(), 404, path);
	await tab.go('/');
	assert.ok(!(await tab.page.content()).includes('/demo'));
});

test('only its owner reads the data folder', () => {
	for (const path of [site.data, join(site.folder, 'master.key')])
		assert.equal(statSync(path).mode & 0o077, 0, path);
	for (const name of readdirSync(site.data))
		assert.equal(statSync(join(site.data, name)).mode & 0o077, 0, name);
});

test('register by real mail: encrypted on its way, after a login', async () => {
	await tab.go('/register');
	await fillRegister(tab, mouse, WHO);
	await tab.page.waitForURL('/register/confirm');
	const [code] = (await mail.mailTo(WHO.mail)).match(/\b\d{3} \d{3}\b/);
	assert.match(mail.log(), /X=TLS/);
	assert.match(mail.log(), new RegExp(`A=plain:${mail.user}`));
	await mouse.write(tab.page, '#code', code);
	await mouse.press(tab.page, 'main form button');
	await chooseRoute(tab, mouse);
	await tab.go(QUESTION);
	await mouse.write(tab.page, '#answer', SENTENCE);
	await waitSaved(tab);
});

test('killed and started again: everything is still there', async () => {
	await site.kill();
	await site.start();
	await tab.go('/passport/read');
	assert.equal(await tab.page.locator('.qa__answer').innerText(), SENTENCE);
	await signOut(tab, mouse);
	await tab.go(QUESTION);
	await signIn(tab, mouse, WHO);
	await tab.page.waitForURL(QUESTION);
	assert.equal(await tab.page.locator('#answer').inputValue(), SENTENCE);
	tab.noFaults();
});

test('neither data, log, mail nor backup hold what was typed', () => {
	leerpas('backup', '--settings', site.settings, join(site.folder, 'backup'));
	assert.ok(statSync(join(site.folder, 'backup/leerpas.db')).size > 0);
	const typed = [SENTENCE, 'boomhut', 'kabelbaantje', WHO.password];
	assert.deepEqual(findTraces(site, typed, mail.folder), []);
	assert.ok(findTraces(site, [WHO.mail], mail.folder).length > 1, 'it does find');
	assert.ok(!site.logBytes().includes(WHO.mail), 'no address in the log');
	assert.ok(site.logBytes().includes('/passport/questions/{key}'));
});
