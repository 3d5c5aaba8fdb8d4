// Pages about this place, and those of leaving it.

export async function* aboutPlaces({ go }) {
	await go('/who-sees-what');
	yield 'who-sees-what';
	await go('/accessibility');
	yield 'accessibility';
	await go('/deleted');
	yield 'deleted';
	await go('/deleted?now');
	yield 'deleted-at-once';
}

async function* exportPlaces({ page, go }) {
	await go('/account/export');
	yield 'export';
	await page.locator('main form button').click();
	for (;;) {
		await go('/account/export');
		if (await page.locator('a[href="/account/export/file"]').count())
			break;
		await page.waitForTimeout(200);
	}
	yield 'export-ready';
}

// With the copy that was just made.
async function* importPlaces({ page, go }) {
	const button = 'form[action="/account/import/choose"] button';
	await go('/account/import');
	await page.locator('main form button').click();
	yield 'import-none-sent';
	const copy = await page.request.get('/account/export/file');
	await page.setInputFiles('#copy', {
		name: 'leerpas.zip', mimeType: 'application/zip', buffer: await copy.body(),
	});
	await page.locator('main form button').click();
	await page.locator('[name=parts]').first().waitFor();
	yield 'import-choose';
	for (const box of await page.locator('[name=parts]').all())
		await box.uncheck();
	await page.locator(button).click();
	await page.locator('#parts-error').waitFor();
	yield 'import-none-chosen';
	await page.locator('[name=parts][value=account]').check();
	await page.locator(button).click();
	while (!await page.locator('main a[href="/passport"]').count()) {
		await page.waitForTimeout(200);
		await go('/account/import');
	}
	yield 'import-done';
}

export async function* leavePlaces(tab) {
	const { go } = tab;
	yield* exportPlaces(tab);
	yield* importPlaces(tab);
	await go('/account/delete');
	yield 'delete';
}
