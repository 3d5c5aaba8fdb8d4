// The pages of who has a role in an organisation, as places.mjs has those of learners.
import assert from 'node:assert/strict';
import { guess, mouse, signOut } from './person.mjs';

const BUTTON = 'main form .utrecht-button-group button';

export async function be({ page, go }, person) {
	await go('/demo');
	await mouse.press(page, `button[name=person][value=${person}]`);
	await page.waitForURL('/passport**');
}

// Into the pages of the role, by the menu.
export async function takeRole({ page }, path) {
	await mouse.press(page, 'details.menu summary');
	await mouse.press(page, `.menu__panel a[href^="${path}/"]`);
	await page.waitForURL(`${path}/**`);
}

// The code behind "#" of the newest mail to that address.
export async function mailedFragment({ context }, mail) {
	const page = await context.newPage();
	await page.goto('/demo/mail');
	const mine = page.locator('.mails li', { hasText: mail });
	for (let i = 0; i < 600 && await mine.count() < 1; i++) {
		await page.waitForTimeout(100);
		await page.reload();
	}
	await mine.first().locator('a').click();
	const links = page.locator('a[href*="#"]:not(.nl-skip-link)');
	const link = await links.first().getAttribute('href');
	await page.close();
	return new URL(link);
}

// What the organisation asks for, and how that looks to who shares.
async function* asking({ page, go }, path) {
	await go(`${path}/receiving`);
	yield 'receiving';
	await page.locator('input[name=takes_link]').uncheck();
	await mouse.press(page, BUTTON);
	await page.locator('#takes_link-error').waitFor();
	yield 'receiving-wrong';
	await page.locator('input[name=takes_paper]').check();
	await page.locator('#paper_ends').fill('2099-03-01');
	await mouse.write(page, '#leave_at', 'Op het formulier, onder Opmerkingen');
	await mouse.press(page, BUTTON);
	await page.waitForURL(`${path}/receiving?saved`);
	yield 'receiving-saved';
	await go('/passport/receivers');
	yield 'receivers';
	await mouse.press(page, 'form[action^="/passport/receivers/"] button');
	await page.waitForURL(/\/what$/);
	await go(new URL(page.url()).pathname.replace(/\/what$/, ''));
	yield 'share-asked';
	await mouse.press(page, 'form[action$="/stop"] button');
	await page.waitForURL('/passport/share');
}

async function* administering(tab, lang) {
	const { page, go } = tab;
	const mail = `wil.${lang}@zuiderlaan.example`;
	await be(tab, 'farida');
	yield* choosing(tab);
	await takeRole(tab, '/organisation');
	const path = new URL(page.url()).pathname;
	yield 'organisation';
	await mouse.press(page, 'details.menu summary');
	yield 'organisation-menu';
	await go('/account/roles');
	yield 'roles';
	await go(`${path}/invite`);
	yield 'invite';
	await mouse.press(page, BUTTON);
	yield 'invite-empty-sent';
	await mouse.write(page, '#name', 'Wil');
	await mouse.write(page, '#mail', mail);
	await mouse.press(page, BUTTON);
	await page.waitForURL(`${path}?invited`);
	yield 'organisation-invited';
	await go(`${path}/words`);
	yield 'words';
	await mouse.write(page, '#name', 'www.evil.example');
	await mouse.press(page, BUTTON);
	await page.locator('#name-error').waitFor();
	yield 'words-wrong';
	yield* asking(tab, path);
	await go('/account');
	await mouse.press(page, 'main form[action="/sign-out"] button');
	await page.waitForURL('/');
	return mail;
}

async function* beingInvited(tab, mail) {
	const { page, go } = tab;
	const link = await mailedFragment(tab, mail);
	await go('/invitation');
	yield 'invitation';
	await mouse.write(page, '#code', 'AAAAA-AAAAA');
	await mouse.press(page, BUTTON);
	yield 'invitation-wrong';
	await go(link.href);
	assert.equal(await page.locator('#code').inputValue(), link.hash.slice(1));
	assert.equal(new URL(page.url()).hash, '', 'the address keeps no code');
	await mouse.press(page, BUTTON);
	await page.locator('#password').waitFor();
	yield 'invited';
	await mouse.press(page, BUTTON);
	await page.locator('#password-error').waitFor();
	yield 'invited-wrong';
}

// Whatever the accounts of the demo say.
async function speak({ page, go }, lang) {
	await go('/help');
	await mouse.press(page, 'details.menu summary');
	await mouse.press(page, `button[name=language][value=${lang}]`);
	await page.locator(`html[lang=${lang}]`).waitFor();
}

async function* makingCards(tab) {
	const { page, go } = tab;
	await be(tab, 'joost');
	const role = page.locator('.menu__panel a[href^="/mentor/"]').first();
	const path = `${await role.getAttribute('href')}/cards`;
	await go(path);
	yield 'cards-none';
	await mouse.press(page, BUTTON);
	await page.locator('#names-error').waitFor();
	yield 'cards-wrong';
	const names = ['Noor', 'Sem Oudshoorn', 'Joannes-Baptist van der Wildenberg'];
	await mouse.write(page, '#names', names.join('\n'));
	await mouse.press(page, BUTTON);
	await page.locator('.sheet').waitFor();
	yield 'sheet';
	const code = await page.locator('.sheet__code').first().innerText();
	await go(path);
	yield 'cards';
	await go('/account');
	await mouse.press(page, 'main form[action="/sign-out"] button');
	await page.waitForURL('/');
	return { code, path };
}

async function* havingACard(tab, { code, path }) {
	const { page, go } = tab;
	await go('/card');
	await mouse.write(page, '#code', `${code.slice(0, -1)}?`);
	await mouse.press(page, BUTTON);
	await page.locator('#code-error').waitFor();
	yield 'card-wrong';
	await go(`/card#${code}`);
	await page.waitForFunction((want) => document.querySelector('#code').value === want, code);
	yield 'card';
	await mouse.press(page, BUTTON);
	await mouse.write(page, '#pin', '123456');
	await mouse.press(page, BUTTON);
	await page.locator('#pin-error').waitFor();
	yield 'pin-wrong';
	await mouse.write(page, '#pin', '271828');
	await mouse.press(page, BUTTON);
	await page.waitForURL('/passport/route/at-school');
	await signOut(tab, mouse);
	await be(tab, 'joost');
	await go(path);
	const noor = page.locator('.roster__one', { hasText: 'noor-' }).first();
	await noor.locator('button').click();
	const [second] = await page.locator('.sheet__code').allInnerTexts();
	await signOut(tab, mouse);
	await go('/card/sign-in');
	const name = page.locator('#sign_in');
	await name.fill('noor-00000');
	await mouse.write(page, '#pin', '271828');
	await mouse.press(page, BUTTON);
	await page.locator('[role=alert]').waitFor();
	yield 'card-sign-in-wrong';
	await guess(tab, '/card/sign-in', { sign_in: 'noor-00000', pin: '271828' });
	await mouse.write(page, '#pin', '271828');
	await mouse.press(page, BUTTON);
	await page.locator('form[action="/card/sign-in"]').waitFor();
	yield 'card-sign-in-slow';
	await go(`/card#${second}`);
	await mouse.press(page, BUTTON);
	await page.locator('#old').waitFor();
	yield 'pin-of-a-new-card';
	await mouse.write(page, '#anew', '314159');
	await mouse.press(page, 'form[action="/card/anew"] button');
	await page.locator('.sign-in-name--new').waitFor();
	yield 'anew';
	await go('/passport');
	await signOut(tab, mouse);
	await be(tab, 'joost');
	await go(path);
	yield 'cards-anew';
	await go('/account');
	await mouse.press(page, 'main form[action="/sign-out"] button');
	await page.waitForURL('/');
}

async function* choosing({ page, go }) {
	await go('/account/settings');
	yield 'settings';
	await page.locator('input[name=large_type]').check();
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/settings?saved');
	yield 'settings-large';
	await page.locator('input[name=large_type]').uncheck();
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/settings?saved');
}

export async function* rolePlaces(tab, lang) {
	await speak(tab, lang);
	const mail = yield* administering(tab, lang);
	yield* beingInvited(tab, mail);
	yield* havingACard(tab, yield* makingCards(tab));
}
