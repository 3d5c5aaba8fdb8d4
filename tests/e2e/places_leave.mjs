// Pages about this place, and those of leaving it.

export async function* aboutPlaces({ go }) {
	await go('/who-sees-what');
	yield 'who-sees-what';
	await go('/accessibility');
	yield 'accessibility';
}
