// Debian's Chromium without its window (half the time of the one that has it), and a tab in it
// that notices what no page may do: errors in the console, requests to others, answers that fail,
// refusals by the Content-Security-Policy.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 900 };

export function openBrowser() {
	return chromium.launch({
		executablePath: '/usr/bin/chromium-headless-shell',
		args: [
			'--headless', '--no-sandbox', '--disable-gpu', '--disable-quic',
			'--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
		],
	});
}

// The console repeats every status from 400 on; those of pages and of our script are for the
// test to judge, those of anything else are faults seen below.
function watch(context, site, faults) {
	context.on('console', (message) => {
		const text = message.text();
		if (message.type() === 'error' && !/^Failed to load resource/.test(text))
			faults.push(`console: ${text}`);
		if (message.type() === 'warning')
			faults.push(`console: ${text}`);
	});
	context.on('weberror', (error) => faults.push(`script: ${error.error()}`));
	context.on('request', (request) => {
		if (new URL(request.url()).origin !== site.url)
			faults.push(`request to ${request.url()}`);
	});
	context.on('response', (response) => {
		const isOwn = ['document', 'fetch'].includes(response.request().resourceType());
		if (response.status() >= (isOwn ? 500 : 400))
			faults.push(`${response.status()} ${response.url()}`);
	});
}

// A browser of somebody's own: { context, page, site, go(path), noFaults() }.
export async function openTab(browser, site, { size = PHONE, script = true, locale = 'nl' } = {}) {
	const faults = [];
	const context = await browser.newContext({
		viewport: size, javaScriptEnabled: script, locale, reducedMotion: 'reduce',
		baseURL: site.url,
	});
	context.setDefaultTimeout(60_000);
	watch(context, site, faults);
	const page = await context.newPage();
	return {
		context, page, script, faults, site, origin: site.url,
		go: (path) => page.goto(path),
		noFaults: () => assert.deepEqual(faults, []),
	};
}
