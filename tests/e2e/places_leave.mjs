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

export async function* leavePlaces(tab) {
	const { go } = tab;
	yield* exportPlaces(tab);
	await go('/account/delete');
	yield 'delete';
}
