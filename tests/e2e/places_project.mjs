// The pages of who coordinates youth projects, as places.mjs has those of learners.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { weight } from './checks.mjs';
import { mouse, signOut } from './person.mjs';
import { formerPlaces } from './places_former.mjs';
import { be, mailedFragment, takeRole } from './places_roles.mjs';
import { rows } from './site.mjs';

const BUTTON = 'main form .utrecht-button-group button';
const LEARNED = [
	['stem', 'start', 'Ik wil leren koken voor veel mensen.'],
	['stem', 'end', 'Ik rekende uit wat we nodig hadden voor 24 mensen.'],
	['digital', 'end', 'n.v.t.'],
];

const PDF = '%PDF-1.4\n%%EOF\n';
const UNDONE = 31 * 24 * 3600 * 1e6; // microseconds, after which nobody is put back

async function* making({ page, go }, path) {
	await go(`${path}/methods`);
	yield 'method-cards';
	await go(`${path}/new`);
	await mouse.press(page, BUTTON);
	await page.locator('#title-error').waitFor();
	await mouse.write(page, '#title', 'Vuur en vlam');
	await mouse.write(page, '#number', '2024-1-be05-ka152-you-000123456');
	await mouse.choose(page, 'solidarity');
	await mouse.press(page, BUTTON);
	await page.locator('input[name=sure]').waitFor({ state: 'attached' });
	yield 'project-new-same';
	await mouse.write(page, '#number', '');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?made');
	yield 'project-made';
}

async function* filling({ page, go }) {
	const path = new URL(page.url()).pathname;
	await go(`${path}/activities/new`);
	await mouse.press(page, BUTTON);
	await page.locator('#ends-error').waitFor();
	yield 'project-activity-wrong';
	await mouse.write(page, '#title', 'Kamp aan zee');
	await mouse.write(page, '#place', 'Oostende, België');
	await page.locator('#starts').fill('2026-07-04');
	await page.locator('#ends').fill('2026-07-11');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	await go(`${path}/parties/new`);
	yield 'project-party';
	await go(`${path}/text`);
	yield 'project-text';
	await go(`${path}/goals`);
	yield 'project-goals';
}

async function* meeting({ page, go }, project) {
	await go(`${project}/people`);
	yield 'participants';
	await go(`${project}/people/new`);
	await mouse.press(page, BUTTON);
	await page.locator('#given_name-error').waitFor();
	await page.locator('details.form-group summary').click();
	yield 'participant-wrong';
	await mouse.write(page, '#given_name', 'Aino');
	await mouse.write(page, '#family_name', 'Aalto');
	await page.locator('#country').selectOption('FI');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	await page.locator('.roster a').first().click();
	await page.locator('form[action$="/remove"]').waitFor();
	yield 'participant';
	await mouse.press(page, 'form[action$="/remove"] button');
	await page.waitForURL('**?removed=**');
	yield 'participant-removed';
}

// Forty people of six countries, as somebody gathered them; some rows are wrong.
const GIVEN = ['Aino', 'Bram', 'Chiara', 'Dorota', 'Ελένη', 'Филип', 'Gül', 'Håkon'];
const FAMILY = ['Virtanen', 'Peeters', 'De Luca', 'Wiśniewska', 'Παπαδοπούλου'];
const COUNTRIES = ['Finland', 'België', 'Italia', 'Polska', 'Greece', 'България'];
const WRONG = {
	3: ['Noor', 'Claes', 'Belguim', 'noor@post.example', '2007-05-14'],
	9: ['Piotr', 'Nowak', 'Polnad', '', '31/02/2008'],
	17: ['', 'Rossi', 'Italia', 'rossi@post', '2008-11-02'],
	25: ['Jonas', 'Maes', 'Belguim', '', '12-3-08'],
	33: ['Aino', 'Virtanen', 'Finland', '', ''], // as the first row
};
const ROWS = Array.from({ length: 40 }, (_, i) => WRONG[i] ?? [GIVEN[i % 8], FAMILY[i % 5],
	COUNTRIES[i % 6], `p${i}@post.example`, `200${i % 9}-0${1 + i % 9}-1${i % 10}`]);
const LIST = [['Voornaam', 'Familienaam', 'Land', 'E-mail', 'Geboortedatum'], ...ROWS]
	.map((row) => row.join(';')).join('\r\n');

async function* listing({ page, go }, project) {
	await go(`${project}/list`);
	await mouse.press(page, BUTTON);
	await page.locator('[data-first-error]').waitFor();
	yield 'list-send';
	await page.locator('#list').setInputFiles({
		name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST),
	});
	await mouse.press(page, BUTTON);
	await page.locator('.list-counts').waitFor();
	yield 'list-review';
	await go(`${project}/list/columns`);
	await page.locator('details.form-group summary').click();
	yield 'list-columns';
	await go(`${project}/list`);
	await mouse.press(page, 'form[action$="/bring"] .nl-button--primary');
	await page.waitForURL('**?came=*');
	yield 'list-rest';
	await go(`${project}/people`);
	yield 'participants-came';
	const long = ['certificates', 'people/invite', 'people/print', 'numbers', 'history'];
	for (const path of long) {
		await go(`${project}/${path}`);
		assert.deepEqual(await weight(page), [], path);
	}
	await go(`${project}/people`);
	await mouse.press(page, 'form[action*="/batches/"] button');
	await page.waitForURL('**?saved');
	await go(`${project}/list`);
	await mouse.press(page, 'form[action$="/drop"] button');
	await page.waitForURL('**?dropped');
}

// The code that stands on the paper, in any language: letters and digits in groups.
async function codeOnPaper(page, selector) {
	const path = await page.locator(selector).first().getAttribute('href');
	const pdf = await (await page.request.get(path)).body();
	const words = execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' });
	return words.match(/\b(?:[0-9A-Z] ?){5}-(?: ?[0-9A-Z]){5} ?-(?: ?[0-9A-Z]){2}\b/)[0];
}

const WITHDRAW = '.roster a[href$="/withdraw"]';

// Orders them, and comes back when they are there.
async function issue({ page, go }, project) {
	await mouse.write(page, '#confirms', 'Sanne de Groot');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**/certificates');
	for (let i = 0; i < 600 && await page.locator('progress').count(); i++) {
		await page.waitForTimeout(100);
		await go(`${project}/certificates`);
	}
	await page.locator('.roster summary').first().waitFor();
}

async function* certifying(tab, project) {
	const { page, go } = tab;
	await go(`${project}/certificates`);
	await mouse.press(page, BUTTON);
	await page.locator('#confirms-error').waitFor();
	yield 'certificates-wrong';
	await issue(tab, project);
	yield 'certificates';
	await mouse.press(page, 'button[formaction$="/paper"]');
	await page.waitForURL('**?nobody');
	yield 'certificates-nobody';
	await mouse.press(page, 'button[formaction$="/mail"]');
	await page.waitForURL('**?mailed=**');
	yield 'certificates-mailed';
	const code = await codeOnPaper(page, '.roster a[href]:not([href$="/withdraw"])');
	await mouse.press(page, '.roster summary');
	await mouse.press(page, WITHDRAW);
	await page.locator('#reason').waitFor();
	yield 'certificate-withdraw';
	await go('/verify');
	await mouse.write(page, '#code', 'nee');
	await mouse.press(page, BUTTON);
	await page.locator('#code-error').waitFor();
	yield 'verify-wrong';
	await mouse.write(page, '#code', code);
	await mouse.press(page, BUTTON);
	await page.locator('.facts').waitFor();
	yield 'verified';
}

// A participant of their own, whose code works nowhere else; the code of their card.
async function* inviting({ page, go }, project) {
	await go(`${project}/people/invite`);
	yield 'participants-invite';
	await page.locator('#deadline').fill('2001-01-01');
	await mouse.press(page, 'button[value=send]');
	await page.locator('#deadline-error').waitFor();
	yield 'participants-invite-wrong';
	await page.locator('#deadline').fill('');
	await mouse.press(page, 'button[value=send]');
	await page.waitForURL('**?sent=**');
	yield 'participants-invited';
	await go(`${project}/people/new`);
	await mouse.write(page, '#given_name', 'Ketevan');
	await mouse.write(page, '#family_name', 'Gelashvili');
	await page.locator('#country').selectOption('GE');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	await page.locator('.check-line', { hasText: 'Ketevan' }).last().click();
	await mouse.press(page, 'button[formaction$="/cards"]');
	await page.locator('.sheet').waitFor();
	yield 'participants-cards';
	const code = await page.locator('.sheet__code').textContent();
	await go(`${project}/certificates`);
	await page.locator('input[name=also][value=fr]').check();
	await issue({ page, go }, project);
	return code;
}

// What stands in numbers and on paper, and thanks at the end.
async function* counting({ page, go }, project) {
	await go(`${project}/numbers`);
	yield 'project-numbers';
	await go(`${project}/people/print`);
	yield 'participants-sign';
	await go(`${project}/people/thank`);
	await mouse.write(page, '#words', 'Foto’s staan op www.kamp.example');
	await mouse.press(page, 'button[value=send]');
	await page.locator('#words-error').waitFor();
	yield 'participants-thank-wrong';
	await page.locator('#words').fill('Tot ziens bij de reünie in mei.');
	await mouse.press(page, 'button[value=look]');
	await page.locator('#mail-look').waitFor();
	yield 'participants-thank-look';
	await mouse.press(page, 'button[value=send]');
	await page.waitForURL('**?thanked=**');
	yield 'participants-thanked';
}

async function sendOfficial(page, ...names) {
	await page.locator('#files').setInputFiles(names.map((name) => ({
		name, mimeType: 'application/pdf', buffer: Buffer.from(PDF),
	})));
	await mouse.press(page, 'form[enctype] button');
	await page.locator('form[action$="/keep"]').waitFor();
}

async function keepOfficial(page) {
	await mouse.press(page, 'form[action$="/keep"] button');
	await page.waitForURL('**?kept=1');
}

// The official site's PDFs: two of one participant, of which one is kept, and one that is nobody's.
async function* beside({ page, go }, project) {
	await go(`${project}/official`);
	await mouse.press(page, 'form[enctype] button');
	await page.locator('#files-error').waitFor();
	yield 'official-wrong';
	await sendOfficial(page, '001-certificate.pdf', '001-again.pdf', 'scan.pdf');
	yield 'official';
	for (const box of await page.locator('input[name=chosen]').all())
		await box.check();
	await mouse.press(page, 'form[action$="/keep"] button');
	await page.locator('[role=alert]').waitFor();
	yield 'official-two-of-one';
	await keepOfficial(page);
	yield 'official-kept';
}

// While somebody has no certificate it takes a reason.
async function* closing({ page, go }, project) {
	await go(`${project}/close`);
	yield 'project-close';
	if (await page.locator('#reason').count())
		await mouse.write(page, '#reason', 'Eén deelnemer wil geen certificaat.');
	await mouse.press(page, BUTTON);
	await page.locator('form[action$="/reopen"]').waitFor();
	yield 'project-closed';
	await go(`${project}/people`);
	yield 'participants-closed';
	await go(`${project}/history`);
	yield 'project-history-closed';
	await go(project);
	await mouse.press(page, 'form[action$="/reopen"] button');
	await page.waitForURL('**?saved');
}

async function comeIn({ page, go }, code) {
	await go('/part');
	await mouse.write(page, '#code', code);
	await mouse.press(page, BUTTON);
	await page.waitForURL(/\/part\/\w+$/);
	return new URL(page.url()).pathname;
}

// What shows it: nothing yet, what is none, a link, a photo, and one that was removed.
async function* showing({ page, go }, path) {
	await go(`${path}/evidence`);
	await mouse.write(page, '#title', 'Onze film over water');
	await mouse.write(page, '#link', 'film');
	await mouse.press(page, BUTTON);
	await page.locator('#link-error').waitFor();
	yield 'evidence-wrong';
	await mouse.write(page, '#link', 'https://film.example/water');
	await page.locator('input[name=shown]').check();
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	await mouse.write(page, '#title', 'De maaltijd voor 24 mensen');
	const buffer = await page.screenshot({ scale: 'css' });
	await page.locator('#file').setInputFiles({ name: 'f', mimeType: 'image/png', buffer });
	await page.locator('#area').selectOption('stem');
	await mouse.press(page, BUTTON);
	await page.locator('.roster__one').nth(1).waitFor();
	yield 'evidence';
	await mouse.press(page, 'form[action$="/remove"] button');
	await page.locator('form.undo').waitFor();
	yield 'evidence-removed';
	await mouse.press(page, 'form.undo button');
	await page.waitForURL('**?saved');
}

// Who confirms it: nobody yet, somebody who is asked, what that one sees, and their answer.
async function* referring(tab, path) {
	const { page, go } = tab;
	const mail = `ria${Date.now()}@kamp.example`; // nobody is mailed too often
	await go(`${path}/referees`);
	await mouse.press(page, BUTTON);
	await page.locator('#name-error').waitFor();
	yield 'referees-wrong';
	await mouse.write(page, '#name', 'Ria Bol');
	await mouse.write(page, '#function', 'kok van het kamp');
	await mouse.write(page, '#mail', mail);
	await page.locator('input[name=areas]').first().check();
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?asked');
	const link = await mailedFragment(tab, mail);
	await go('/referee');
	yield 'referee-code';
	await go(link.href);
	await page.locator('#code').waitFor();
	await mouse.press(page, BUTTON);
	await page.locator('#words').waitFor();
	yield 'referee-asked';
	await mouse.write(page, '#words', 'Iedereen had genoeg.');
	await mouse.press(page, 'button[value=yes]');
	await page.waitForURL('/referee?answered');
	yield 'referee-answered';
	await go(`${path}/referees`);
	yield 'referees';
}

// What they learned: an empty page, each kind of field, and what is handed in.
async function* learning(tab, path) {
	const { page, go } = tab;
	await go(`${path}/learning`);
	yield 'learning-empty';
	for (const [area, moment, text] of LEARNED) {
		await go(`${path}/learning/areas/${area}/${moment}`);
		await page.locator('#answer').fill(text);
		await mouse.press(page, 'main form button[value=next]');
		await page.waitForURL('**?saved');
	}
	yield 'learning';
	await go(`${path}/learning/areas/stem/halfway`);
	yield 'learning-write';
	await go(`${path}/learning/about`);
	yield 'learning-about';
	yield* showing(tab, `${path}/learning`);
	yield* referring(tab, `${path}/learning`);
	await go(`${path}/learning/submit`);
	yield 'learning-submit';
	await mouse.press(page, BUTTON);
	await page.locator('form[action$="/back"]').waitFor();
	yield 'learning-submitted';
}

// The same as the organiser sees it, of the one who handed it in.
async function* readingLearned({ page, go }) {
	await takeRole({ page, go }, '/projects');
	await page.locator('.project-card a', { hasText: 'Water verbindt' }).click();
	await page.locator('.roster').first().waitFor();
	await go(`${new URL(page.url()).pathname}/people?state=submitted`);
	await page.locator('a[href$="/learning"]').first().click();
	await page.locator('details.write summary').first().click();
	await mouse.press(page, 'details.write button');
	await page.locator('[id^="say-error"]').waitFor();
	yield 'learning-read-wrong';
	await page.locator('details.write textarea').first().fill('Voor wie kookte je?');
	await mouse.press(page, 'details.write button');
	await page.waitForURL('**?said');
	yield 'learning-read';
}

// One's own page of a project, without an account and then in one.
async function* partPlaces(tab, project, code) {
	const { page, go } = tab;
	await go('/part');
	yield 'part-code';
	await mouse.write(page, '#code', '7K3QW');
	await mouse.press(page, BUTTON);
	await page.locator('#code-error').waitFor();
	yield 'part-code-wrong';
	const path = await comeIn(tab, code);
	for (const fold of await page.locator('main summary').all())
		await fold.click();
	yield 'part';
	await go(`${path}/certificate`);
	yield 'part-certificate';
	await go(`${path}/data`);
	await mouse.write(page, '#given_name', ' ');
	await mouse.press(page, BUTTON);
	await page.locator('#given_name-error').waitFor();
	yield 'part-data-wrong';
	yield* learning(tab, path);
	await go(path);
	await mouse.press(page, 'form[action$="/ask"] button');
	await page.waitForURL('**?asked');
	yield 'part-asked';
	await mouse.press(page, 'form[action$="/close"] button');
	await page.waitForURL('/part?closed');
	yield 'part-closed';
	await be(tab, 'sanne');
	await comeIn(tab, code);
	yield 'part-signed-in';
	await mouse.press(page, 'form[action$="/claim"] button');
	await page.waitForURL('**?claimed');
	yield 'part-claimed';
	yield* readingLearned(tab);
	yield* formerPlaces(tab, project, path);
	await go('/part/mine');
	yield 'parts';
	yield* keeping(tab, project, path);
	await signOut(tab, mouse);
}

// What an account keeps when the organiser removes somebody, once that cannot be undone any more.
async function* keeping({ page, go, site }, project, path) {
	const key = path.split('/').at(-1);
	const query = (statement) => rows(site, 'leerpas.db', statement);
	await go(`${project}/official`);
	await sendOfficial(page, 'Ketevan Gelashvili.pdf');
	await keepOfficial(page);
	await go(`${project}/people/${key}`);
	await mouse.press(page, 'form[action$="/remove"] button');
	await page.waitForURL('**?removed=**');
	query(`UPDATE participant SET removed = removed - ${UNDONE} WHERE removed IS NOT NULL`);
	query("UPDATE job SET run_at = 0 WHERE kind = 'project.keep'");
	const kept = page.locator(`main a[href="/kept/${key}"]`);
	for (let i = 0; i < 600 && !await kept.count(); i++) {
		await page.waitForTimeout(100);
		await go('/part/mine');
	}
	yield 'parts-kept';
	await kept.click();
	await page.locator('form[action$="/remove"]').waitFor({ state: 'attached' });
	for (const fold of await page.locator('main summary').all())
		await fold.click();
	yield 'part-kept';
}

// Inviting a partner, and giving one a participant; the address with the code of the mail.
async function* partnering({ page, go, context }, project) {
	await go(`${project}/editors`);
	yield 'editors-none';
	await go(`${project}/editors/new`);
	await mouse.press(page, BUTTON);
	await page.locator('#ends-error').waitFor();
	yield 'editor-wrong';
	await mouse.write(page, '#name', 'Ketevan');
	await mouse.write(page, '#mail', 'ketevan@partner.example');
	await page.locator('#country').selectOption('GE');
	await page.locator('#ends').fill('2027-12-31');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?sent');
	yield 'editors';
	return mailedFragment({ context }, 'ketevan@partner.example');
}

// As the partner meets it, outside of the European Economic Area; it ends when they are stopped.
async function* beingPartner({ page, go }, project, link) {
	await go(`/projects/invitation${link.hash}`);
	yield 'editor-code';
	await mouse.press(page, BUTTON);
	await page.locator('.facts').waitFor();
	yield 'editor-offer';
	await mouse.press(page, 'form[action$="/accept"] button');
	await page.waitForURL(`**${project}`);
	yield 'project-of-partner';
	await go(`${project}/people/new`);
	await mouse.write(page, '#given_name', 'Nino');
	await mouse.write(page, '#family_name', 'Beridze');
	await page.locator('#country').selectOption('GE');
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	yield 'participants-of-partner';
	await page.locator('.roster a').first().click();
	await page.locator('form[action$="/remove"]').waitFor();
	yield 'participant-of-partner';
	await go('/projects');
	yield 'edited';
}

async function* partners(tab, path) {
	await tab.go(path);
	await tab.page.locator('.project-card a', { hasText: 'Water verbindt' }).click();
	await tab.page.locator('.roster').first().waitFor();
	const project = new URL(tab.page.url()).pathname;
	const link = yield* partnering(tab, project);
	await signOut(tab, mouse);
	await be(tab, 'joost');
	yield* beingPartner(tab, project, link);
	await signOut(tab, mouse);
	yield* proving(tab, project);
}

async function* looking({ page, go }, path) {
	await go(path);
	yield 'projects';
	await page.locator('.project-card a', { hasText: 'Water verbindt' }).click();
	await page.locator('.roster').first().waitFor();
	yield 'project';
	const project = new URL(page.url()).pathname;
	await page.locator('.roster a').first().click();
	await page.locator('form[action$="/remove"]').waitFor();
	await mouse.press(page, 'form[action$="/remove"] button');
	await page.waitForURL('**?removed=**');
	await mouse.press(page, 'form.undo button');
	await page.waitForURL('**?saved');
	await go(`${project}/history`);
	yield 'project-history';
	await go(`${project}/longer`);
	await mouse.press(page, BUTTON);
	await page.locator('#until-error').waitFor();
	yield 'project-longer-wrong';
	yield* certifying({ page, go }, project);
	yield* meeting({ page, go }, project);
	yield* listing({ page, go }, project);
	yield* counting({ page, go }, project);
	yield* beside({ page, go }, project);
	const code = yield* inviting({ page, go }, project);
	yield* closing({ page, go }, project);
	return [project, code];
}

// Who wrote by the code of a mail, and comes back with the one of a card that was made later.
async function* proving(tab, project) {
	const { page, go } = tab;
	const mail = `lali${Date.now()}@post.example`;
	await be(tab, 'sanne');
	await go(`${project}/people/new`);
	await mouse.write(page, '#given_name', 'Lali');
	await mouse.write(page, '#family_name', 'Abashidze');
	await page.locator('#country').selectOption('GE');
	await page.locator('details.form-group summary').click();
	await mouse.write(page, '#mail', mail);
	await mouse.press(page, BUTTON);
	await page.waitForURL('**?saved');
	const tick = () => page.locator('.check-line', { hasText: 'Lali' }).last().click();
	await tick();
	await mouse.press(page, 'button[value=choose]');
	await page.locator('#message').waitFor();
	await mouse.press(page, 'button[value=send]');
	await page.waitForURL('**?sent=**');
	const link = await mailedFragment(tab, mail);
	await go(`${link.pathname}${link.hash}`);
	await mouse.press(page, BUTTON);
	await page.waitForURL(/\/part\/\w+$/);
	const path = new URL(page.url()).pathname;
	await go(`${path}/learning/areas/stem/end`);
	await page.locator('#answer').fill('Ik mat het water zelf.');
	await mouse.press(page, 'main form button[value=next]');
	await page.waitForURL('**?saved');
	await go(`${project}/people`);
	await tick();
	await mouse.press(page, 'button[formaction$="/cards"]');
	await page.locator('.sheet').waitFor();
	const code = await page.locator('.sheet__code').textContent();
	await signOut(tab, mouse);
	await comeIn(tab, code);
	await go(`${path}/learning`);
	yield 'learning-closed';
	await mouse.press(page, 'form[action$="/prove/ask"] button');
	await page.waitForURL('**/prove/mail');
	await mouse.press(page, BUTTON);
	await page.locator('#code-error').waitFor();
	yield 'learning-mailed-wrong';
	await go(path);
	await mouse.press(page, 'form[action$="/close"] button');
	await page.waitForURL('/part?closed');
}

export async function* projectPlaces(tab) {
	await be(tab, 'sanne');
	await takeRole(tab, '/projects');
	const path = new URL(tab.page.url()).pathname;
	yield* making(tab, path);
	yield* filling(tab);
	const [project, code] = yield* looking(tab, path);
	yield* partners(tab, path);
	yield* partPlaces(tab, project, code);
}
