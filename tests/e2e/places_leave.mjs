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

export async function* leavePlaces({ go }) {
	await go('/account/delete');
	yield 'delete';
}
