// The pages of an account, in every state: ways in by mail, and what belongs to the account.
import { mailedCode, mouse } from './person.mjs';

const BUTTON = 'main form .utrecht-button-group button';
const PASSWORD = 'groene bus naar negen dorpen';

// From who is signed out, with mails mailed before.
async function* waysIn(tab, who, mails) {
	const { page, go } = tab;
	await go('/sign-in/code#123456');
	await page.waitForURL('/sign-in/mail?elsewhere**');
	yield 'mail-ask-elsewhere';
	await go('/forgot');
	yield 'forgot';
	await mouse.press(page, BUTTON);
	yield 'forgot-empty-sent';
	await mouse.write(page, '#mail', who.mail);
	await mouse.press(page, BUTTON);
	await page.waitForURL('/forgot/code');
	yield 'forgot-code';
	const code = await mailedCode(tab, who.mail, mails + 1);
	await mouse.write(page, '#code', code);
	await mouse.press(page, BUTTON);
	await page.waitForURL('/forgot/new');
	yield 'forgot-new';
	await mouse.press(page, BUTTON);
	yield 'forgot-new-empty-sent';
	await mouse.write(page, '#password', PASSWORD);
	await mouse.press(page, BUTTON);
	await page.waitForURL('/passport');
}

export async function* accountPlaces(tab, who) {
	yield* waysIn(tab, who, 2);
}
