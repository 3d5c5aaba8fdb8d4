// Every page in every state that people meet, in the order in which one person can. Yields the
// name of where the tab stands.
import assert from 'node:assert/strict';
import { accountPlaces } from './places_account.mjs';
import { aboutPlaces, leavePlaces } from './places_leave.mjs';
import {
	chooseRoute, mailedCode, mouse, signOut, waitFailed, waitSaved,
} from './person.mjs';
import { projectPlaces } from './places_project.mjs';
import { sharePlaces } from './places_share.mjs';
import { writingPlaces } from './places_writing.mjs';
import { rolePlaces } from './places_roles.mjs';
import { talkPlaces } from './places_talk.mjs';

const BUTTON = 'main form .utrecht-button-group button';
const QUESTION = '/passport/questions/who.self';
const PASSWORD = 'paarse fiets in zeven straten';
const TEXT = 'Ik ben Mila. Ik woon in Assen met mijn moeder en een kat die Toost heet.';
const OTHER = 'Ik ben Mila en ik schrijf dit op de computer van school.';

async function* visitor(tab) {
	const { page, go } = tab;
	await go('/');
	yield 'landing';
	await mouse.press(page, 'details.menu summary');
	yield 'landing-menu';
	await go('/help');
	yield 'help';
	yield* aboutPlaces(tab);
	await go('/no/such/page');
	yield 'error-404';
	await go('/demo');
	yield 'demo';
	await go('/demo/mail');
	yield 'mailbox-empty';
}

async function* registering(tab, who) {
	const { page, go } = tab;
	await go('/register/confirm');
	assert.ok(page.url().endsWith('/register'), 'nobody waits for a code yet');
	yield 'register';
	await mouse.press(page, BUTTON);
	yield 'register-empty-sent';
	await mouse.write(page, '#name', who.name);
	await mouse.write(page, '#mail', who.mail);
	await mouse.write(page, '#password', '1234567890');
	await mouse.press(page, BUTTON);
	yield 'register-weak-password';
	await mouse.write(page, '#password', PASSWORD);
	await mouse.press(page, BUTTON);
	await page.waitForURL('/register/confirm');
	yield 'confirm';
	await mouse.write(page, '#code', '12');
	await mouse.press(page, BUTTON);
	yield 'confirm-wrong';
	await mailedCode(tab, who.mail);
	await mouse.press(page, 'form[action="/register/again"] button');
	await page.waitForURL('/register/confirm?again');
	yield 'confirm-again';
	const code = await mailedCode(tab, who.mail, 2);
	await go('/demo/mail');
	yield 'mailbox';
	await page.locator('.mails a').first().click();
	yield 'mail';
	await go('/register/confirm');
	await mouse.write(page, '#code', code);
	await mouse.press(page, BUTTON);
	await page.waitForURL('/passport/route/at-school');
}

async function* beginning(tab) {
	const { page, go } = tab;
	yield 'choice-1';
	await mouse.press(page, BUTTON);
	yield 'choice-1-none';
	await go('/passport');
	await mouse.choose(page, 'yes');
	await mouse.press(page, BUTTON);
	await page.waitForURL('/passport/route/going-to');
	yield 'choice-2';
	await go('/passport/route');
	await go('/passport/route/at-school');
	await chooseRoute(tab, mouse);
	yield 'home-begin';
	await go('/passport/read');
	yield 'read-empty';
	await go('/passport/chapters/who');
	yield 'chapter-begin';
}

async function* writing(tab) {
	const { page, go } = tab;
	await go(QUESTION);
	yield 'question';
	for (const fold of await page.locator('.folds summary').all())
		await fold.click();
	yield 'question-folds';
	await mouse.write(page, '#answer', TEXT);
	await waitSaved(tab);
	yield 'question-saved';
	await go('/passport/questions/who.free');
	yield 'question-second';
	await page.locator('#answer').evaluate((field) => {
		field.value = 'lang '.repeat(5000);
		field.form.submit();
	});
	await page.waitForLoadState();
	await page.locator('#error').waitFor();
	yield 'question-too-long';
}

async function* meeting(tab) {
	const { context, page, go } = tab;
	await go(QUESTION);
	const other = await context.newPage();
	await other.goto(QUESTION);
	await mouse.write(other, '#answer', OTHER);
	await waitSaved({ page: other });
	await mouse.write(page, '#answer', `${TEXT} En een hond.`);
	await page.locator('[data-conflict]').waitFor();
	yield 'question-conflict';
	await other.close();
	await mouse.press(page, '[data-conflict] a');
	await page.waitForLoadState();
	await context.setOffline(true);
	await mouse.write(page, '#answer', `${OTHER} Zonder internet.`);
	await waitFailed(tab);
	yield 'question-offline';
	await context.setOffline(false);
	await waitSaved(tab);
}

async function* ending(tab, who) {
	const { context, page, go } = tab;
	await go(QUESTION);
	const other = await context.newPage();
	await other.goto('/passport');
	await signOut({ page: other }, mouse);
	await other.close();
	await mouse.write(page, '#answer', `${TEXT} En twee konijnen.`);
	await page.locator('[data-ended]').waitFor();
	yield 'question-ended';
	await page.locator('form[data-autosave]').evaluate((form) => form.submit());
	await page.locator('#password').waitFor();
	yield 'sign-in-kept';
	await mouse.write(page, '#mail', who.mail);
	await mouse.write(page, '#password', PASSWORD);
	await mouse.press(page, BUTTON);
	await page.locator('blockquote').waitFor();
	yield 'kept';
	await mouse.press(page, BUTTON);
	await page.waitForLoadState();
}

async function* living(tab) {
	const { page, go } = tab;
	await go('/passport');
	yield 'home';
	await mouse.press(page, 'details.menu summary');
	yield 'home-menu';
	await go('/passport/chapters/who');
	yield 'chapter';
	await go('/passport/read');
	yield 'read';
	await go('/account');
	yield 'account';
	await go('/account/log');
	yield 'account-log';
	yield* leavePlaces(tab);
	await go('/no/such/page');
	yield 'error-404-learner';
	await go('/account');
	await page.locator('main form[action="/sign-out"]').evaluate((form) => {
		form.elements.form_token.value = '';
		form.submit();
	});
	await page.waitForLoadState();
	await page.locator('.request-id').waitFor();
	yield 'error-403';
}

async function* returning(tab, who) {
	const { page, go } = tab;
	await go('/passport');
	await signOut(tab, mouse);
	await go('/passport/read');
	yield 'sign-in';
	await mouse.write(page, '#mail', who.mail);
	await mouse.write(page, '#password', 'iets anders dan dit');
	await mouse.press(page, BUTTON);
	await page.locator('[role=alert]').waitFor();
	yield 'sign-in-wrong';
}

// Answers whatever has no answer yet, as our script does.
function answerAll() {
	const answerOne = async (path) => {
		const html = await (await fetch(path)).text();
		const page = new DOMParser().parseFromString(html, 'text/html');
		const form = page.querySelector('form[data-autosave]');
		if (!form) // a picture
			return;
		const fields = new FormData(form);
		if (fields.getAll('answer').concat(fields.getAll('option')).some(Boolean))
			return;
		const box = page.querySelector('fieldset label [name=option]');
		if (box)
			fields.set('option', box.value);
		else
			fields.set('answer', 'Dat weet ik nu nog niet precies.');
		await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
	};
	const linksOf = async (path) => {
		const html = await (await fetch(path)).text();
		return [...html.matchAll(/href="(\/passport\/(?:questions|chapters)\/[^"]+)"/g)]
			.map(([, link]) => link);
	};
	return linksOf('/passport').then(async (links) => {
		for (const chapter of links.filter((link) => link.includes('/chapters/')))
			for (const question of new Set(await linksOf(chapter)))
				await answerOne(question);
	});
}

async function* finishing({ page, go }) {
	await go('/passport');
	await page.evaluate(answerAll);
	await go('/passport');
	yield 'home-finished';
	await go('/passport/chapters/who');
	yield 'chapter-finished';
	await go('/passport/read');
	yield 'read-finished';
}

export async function* places(tab, lang) {
	const who = { name: 'Mila', mail: `mila.${lang}@post.example` };
	yield* visitor(tab);
	yield* registering(tab, who);
	yield* beginning(tab);
	yield* writing(tab);
	yield* writingPlaces(tab);
	yield* meeting(tab);
	yield* ending(tab, who);
	yield* living(tab);
	yield* finishing(tab);
	yield* sharePlaces(tab);
	yield* returning(tab, who);
	yield* accountPlaces(tab, who);
	yield* rolePlaces(tab, lang);
	yield* projectPlaces(tab);
	yield* talkPlaces(tab);
}
