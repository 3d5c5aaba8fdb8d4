// The pages of an account, in every state: ways in by mail, sessions, the second factor.
import { appCode } from './app.mjs';
import { guess, mailedCode, mouse, signOut } from './person.mjs';

const BUTTON = 'main form .utrecht-button-group button';
const PASSWORD = 'groene bus naar negen dorpen';

// From who is signed out, with that many codes mailed before.
async function* waysIn(tab, who, codes) {
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
	const code = await mailedCode(tab, who.mail, codes + 1);
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

// Where many passwords were tried, as another browser sees it; nobody has that address.
async function* carefully(tab) {
	const { context, page, go } = tab;
	const fields = { mail: 'ergens.anders@post.example', password: 'een twee drie vier' };
	const own = await context.cookies();
	await context.clearCookies();
	await guess(tab, '/sign-in', fields);
	await go('/sign-in');
	await mouse.write(page, '#mail', fields.mail);
	await mouse.write(page, '#password', fields.password);
	await mouse.press(page, BUTTON);
	await page.locator('input[name=beside]').waitFor({ state: 'attached' });
	yield 'careful';
	await mouse.write(page, '#code', '000000');
	await mouse.press(page, BUTTON);
	await page.locator('#code-error').waitFor();
	yield 'careful-wrong';
	await context.clearCookies();
	await context.addCookies(own);
}

// Signed in a second time, in a browser of its own, to have something to end.
async function* sessions({ context, go }, who) {
	const other = await context.browser().newContext({
		baseURL: (await go('/account/sessions')).url(),
	});
	const page = await other.newPage();
	await page.goto('/sign-in');
	await mouse.write(page, '#mail', who.mail);
	await mouse.write(page, '#password', PASSWORD);
	await mouse.press(page, BUTTON);
	await page.waitForURL('/passport');
	await other.close();
	await go('/account/sessions');
	yield 'sessions';
}

async function* addresses(tab, who) {
	const { page, go } = tab;
	const other = `thuis.${who.mail}`;
	await go('/account/addresses');
	yield 'addresses';
	await mouse.write(page, '#mail', 'geen adres');
	await mouse.press(page, 'form[action="/account/addresses/add"] button');
	yield 'addresses-wrong';
	await mouse.write(page, '#mail', other);
	await mouse.press(page, 'form[action="/account/addresses/add"] button');
	await page.waitForURL('/account/addresses/confirm');
	yield 'addresses-confirm';
	await mouse.write(page, '#code', await mailedCode(tab, other));
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/addresses?added');
	yield 'addresses-added';
}

async function* birthDate({ page, go }) {
	await go('/account/birth-date');
	yield 'birth-date';
	await mouse.press(page, BUTTON);
	await page.locator('#born-error').waitFor();
	yield 'birth-date-wrong';
	await page.fill('#born', '2010-05-17');
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/birth-date?saved');
	yield 'birth-date-saved';
}

async function* password({ page, go }) {
	await go('/account/password');
	yield 'password';
	await mouse.write(page, '#old', 'iets heel anders');
	await mouse.write(page, '#password', 'rode trein naar het strand');
	await mouse.press(page, BUTTON);
	await page.locator('#old-error').waitFor();
	yield 'password-wrong';
	await mouse.write(page, '#old', PASSWORD);
	await mouse.write(page, '#password', 'rode trein naar het strand');
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/password?saved');
	yield 'password-saved';
	await mouse.write(page, '#old', 'rode trein naar het strand');
	await mouse.write(page, '#password', PASSWORD);
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/password?saved');
}

async function* photo({ page, go }) {
	await go('/account/photo');
	yield 'photo';
	await mouse.press(page, BUTTON);
	await page.locator('#photo-error').waitFor();
	yield 'photo-empty-sent';
	const buffer = await page.screenshot();
	await page.setInputFiles('#photo', { name: 'ik.png', mimeType: 'image/png', buffer });
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/photo?saved');
	yield 'photo-saved';
	await go('/passport');
	yield 'home-with-photo';
}

async function* roles({ page, go }) {
	await go('/account/roles');
	yield 'roles-none';
}

async function* notices({ page, go }) {
	await go('/account/notices#reminder');
	yield 'notices';
	await page.locator('input[name=talk][value=daily]').check();
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/notices?saved');
	yield 'notices-saved';
}

async function* proving({ page, go }) {
	await go('/account/prove');
	yield 'prove';
	await mouse.write(page, '#proof', 'iets anders');
	await mouse.press(page, BUTTON);
	yield 'prove-wrong';
}

async function* lock({ page, go }) {
	await go('/account/second-factor?needed');
	yield 'second-factor-needed';
	await mouse.press(page, BUTTON);
	await page.waitForURL('/account/second-factor/setup');
	yield 'second-factor-setup';
	await mouse.write(page, '#code', '12');
	await mouse.press(page, BUTTON);
	yield 'second-factor-setup-wrong';
	const secret = await page.locator('.lock-key').innerText();
	await mouse.write(page, '#code', appCode(secret));
	await mouse.press(page, BUTTON);
	await page.locator('.spare-codes').waitFor();
	yield 'recovery-codes';
	await mouse.press(page, 'main a.nl-button');
	yield 'second-factor';
	await go('/account/prove');
	yield 'prove-factor';
}

async function* locked(tab, who) {
	const { page, go } = tab;
	await go('/passport');
	await signOut(tab, mouse);
	await go('/sign-in');
	await mouse.write(page, '#mail', who.mail);
	await mouse.write(page, '#password', PASSWORD);
	await mouse.press(page, BUTTON);
	await page.locator('form[action="/sign-in/factor"]').waitFor();
	yield 'factor';
	await mouse.write(page, '#code', '000000');
	await mouse.press(page, BUTTON);
	yield 'factor-wrong';
}

export async function* accountPlaces(tab, who) {
	yield* waysIn(tab, who, 2);
	yield* carefully(tab);
	yield* sessions(tab, who);
	yield* addresses(tab, who);
	yield* birthDate(tab);
	yield* notices(tab);
	yield* proving(tab);
	yield* password(tab);
	yield* photo(tab);
	yield* roles(tab);
	yield* lock(tab);
	yield* locked(tab, who);
}
