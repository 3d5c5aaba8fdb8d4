// What goes over the wire, headers and all, as the browser itself counts it.
//
//	node --test-reporter=tap tests/e2e/weight_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openTab } from './browser.mjs';
import { mouse, register } from './person.mjs';
import { Site } from './site.mjs';

const FIRST_VISIT = 60_000; // bytes
const LATER_PAGE = 15_000;
const SCRIPT = 8_000;

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

// Counts until asked: { type: bytes }.
async function scale({ context, page }) {
	const session = await context.newCDPSession(page);
	const types = new Map();
	let weights = {};
	session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const type = types.get(requestId);
		weights[type] = (weights[type] ?? 0) + encodedDataLength;
	});
	await session.send('Network.enable');
	return async (path) => {
		weights = {};
		await page.goto(path, { waitUntil: 'networkidle' });
		return weights;
	};
}

const sum = (weights) => Object.values(weights).reduce((all, bytes) => all + bytes, 0);

test('a first visit, and the pages after it', async (t) => {
	const tab = await openTab(browser, site);
	const weigh = await scale(tab);
	const first = await weigh('/');
	t.diagnostic(`first visit: ${sum(first)} bytes ${JSON.stringify(first)}`);
	assert.ok(sum(first) < FIRST_VISIT, `first visit: ${sum(first)} bytes`);
	assert.ok(first.Script > 0 && first.Script < SCRIPT, `script: ${first.Script} bytes`);
	assert.ok(first.Stylesheet > 0 && first.Font > 0, 'style and letters are counted');

	await register(tab, mouse, {
		name: 'Ada', mail: 'ada@post.example', password: 'gele tram over zeven bruggen',
	});
	const weighAll = async (paths) => {
		for (const path of paths) {
			const weights = await weigh(path);
			t.diagnostic(`${path}: ${sum(weights)} bytes`);
			assert.ok(weights.Document > 0);
			assert.ok(sum(weights) < LATER_PAGE, `${path}: ${sum(weights)} bytes`);
		}
	};
	await weighAll(['/passport', '/passport/chapters/who', '/passport/questions/who.self',
		'/passport/read', '/passport/route/at-school', '/account', '/help']);
	await tab.go('/passport/route');
	await mouse.choose(tab.page, 'easy');
	await mouse.press(tab.page, 'main form button');
	await tab.page.waitForURL('/passport');
	await weighAll(['/passport/questions/need.place']); // with its drawings
	tab.noFaults();
});
