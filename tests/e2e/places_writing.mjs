// The pages of writing that are not about one text: every kind of question, health and care.
import assert from 'node:assert/strict';
import { mouse, waitSaved } from './person.mjs';

const QUESTIONS = '/passport/questions';

async function* kinds(tab) {
	const { page, go } = tab;
	await go(`${QUESTIONS}/can.done`);
	yield 'question-list';
	await mouse.write(page, '#line-1', 'Twee jaar bijbaan bij de bakker');
	await mouse.write(page, '#line-2', 'Diploma zwemmen');
	await mouse.press(page, '[data-more]');
	await waitSaved(tab);
	yield 'question-list-written';
	await go(`${QUESTIONS}/can.strengths`);
	yield 'question-several';
	for (const value of ['handy', 'calm', 'funny', 'honest', 'plans', 'leads'])
		await mouse.choose(page, value);
	await mouse.press(page, 'button[value=next]');
	await page.locator('#error').waitFor();
	yield 'question-several-too-many';
	await mouse.choose(page, 'funny');
	await mouse.press(page, 'button[value=next]');
	await page.waitForURL(/can\.done$/);
	await go(`${QUESTIONS}/need.travel`);
	await mouse.choose(page, 'bike');
	await waitSaved(tab);
	yield 'question-choice';
	await go(`${QUESTIONS}/want.sure`);
	await mouse.choose(page, '4');
	await waitSaved(tab);
	const said = await page.evaluate(() => new Promise((resolve) => {
		window.speechSynthesis.speak = ({ text, lang }) => resolve({ text, lang });
		document.querySelector('[data-read-aloud]').click();
	}));
	assert.equal(said.lang, await page.evaluate(() => document.documentElement.lang));
	const asked = await page.locator('#question').innerText();
	assert.ok(said.text.startsWith(asked.replace(/\s+/g, ' ')));
	yield 'question-scale';
}

async function* pictures({ page, go }) {
	await go(`${QUESTIONS}/can.made`);
	yield 'question-photo';
	await page.setInputFiles('#picture', {
		name: 'kast.svg', mimeType: 'image/png', buffer: Buffer.from('<svg/>'),
	});
	await mouse.write(page, '#answer', 'Een kast die ik zelf heb gemaakt.');
	await mouse.press(page, 'button[value=stay]');
	await page.locator('#error').waitFor();
	yield 'question-photo-refused';
	const buffer = await page.locator('h1').screenshot();
	await page.setInputFiles('#picture', { name: 'kast.png', mimeType: 'image/png', buffer });
	await mouse.press(page, 'button[value=stay]');
	await page.locator('img.picture').waitFor();
	yield 'question-photo-there';
}

async function* apart({ page, go }) {
	await go('/passport/chapters/care');
	yield 'chapter-apart';
	await go(`${QUESTIONS}/need.health`);
	yield 'question-apart';
	await go('/passport/read');
	yield 'read-kinds';
}

async function* past(tab) {
	const { page, go } = tab;
	await go(`${QUESTIONS}/who.proud`);
	await mouse.write(page, '#answer', 'Ik ben trots op mijn zus, want zij kan alles.');
	await waitSaved(tab);
	await mouse.write(page, '#answer', 'Ik');
	await waitSaved(tab);
	await go(`${QUESTIONS}/who.values/history`);
	yield 'history-empty';
	await go(`${QUESTIONS}/who.proud`);
	yield 'question-past';
	await mouse.press(page, '.question__past a');
	await page.locator('details.version summary').first().click();
	yield 'history';
	await mouse.press(page, 'details.version form button');
	await page.waitForURL(/back$/);
	yield 'history-put-back';
}

async function* route(tab) {
	const { page, go } = tab;
	await go(`${QUESTIONS}/want.study`);
	await mouse.write(page, '#answer', 'Koken, want ik kook al jaren voor mijn familie.');
	await waitSaved(tab);
	await go('/passport/route');
	yield 'route';
	await mouse.choose(page, 'work');
	await mouse.choose(page, 'easy');
	await mouse.press(page, 'main form button');
	await page.locator('[name=sure]').waitFor();
	yield 'route-change';
	await mouse.press(page, '[name=sure]');
	await page.waitForURL('/passport');
	yield 'home-route-changed';
	await go(`${QUESTIONS}/who.proud`);
	yield 'question-easy';
	await go(`${QUESTIONS}/need.travel`);
	yield 'question-easy-choice';
	await go('/passport/read');
	yield 'read-hidden';
	await go('/passport');
	await mouse.press(page, '.undo button');
	await page.waitForURL('/passport');
}

async function* dated({ page, go }) {
	await go('/passport/versions');
	yield 'dated-none';
	await mouse.press(page, 'main form button');
	await page.locator('.link-list').waitFor();
	yield 'dated-list';
	await mouse.press(page, '.link-list a');
	await page.locator('.dated-delete summary').click();
	yield 'dated';
}

// Signed in, with a route to mbo.
export async function* writingPlaces(tab) {
	yield* kinds(tab);
	yield* pictures(tab);
	yield* apart(tab);
	yield* past(tab);
	yield* route(tab);
	yield* dated(tab);
}
