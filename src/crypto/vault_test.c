#include "crypto/vault.h"

#include "base/arena.h"
#include "base/vec.h"
#include "unit/unit.h"

#include <pthread.h>
#include <string.h>

/* A key store in memory, with a count of its loads. */
struct shelf {
	struct arena *arena;
	pthread_mutex_t lock;
	int loads;
	bool broken;
	VEC(struct row {
		struct public_id owner;
		struct str wrapped;
	})
	rows;
};

static struct row *find(struct shelf *s, struct public_id owner)
{
	vec_each (struct row, r, &s->rows)
		if (public_id_eq(r->owner, owner))
			return r;
	return NULL;
}

static err_t load(void *ctx, struct arena *a, struct public_id owner, struct str *ret_wrapped)
{
	struct shelf *s = ctx;
	pthread_mutex_lock(&s->lock);
	s->loads++;
	const struct row *r = find(s, owner);
	if (r)
		*ret_wrapped = str_dup(a, r->wrapped);
	bool broken = s->broken;
	pthread_mutex_unlock(&s->lock);
	if (broken)
		return err_log(ERR_UNAVAILABLE, "shelf");
	return r ? NULL : err_log(ERR_NOT_FOUND, "no key");
}

static err_t add(void *ctx, const struct public_id *owners, const struct str *wrapped, size_t len)
{
	struct shelf *s = ctx;
	for (size_t i = 0; i < len; i++)
		if (find(s, owners[i]))
			return err_log(ERR_CONFLICT, "has a key");
	for (size_t i = 0; i < len; i++)
		vec_push(
			s->arena, &s->rows, (struct row){owners[i], str_dup(s->arena, wrapped[i])});
	return NULL;
}

static err_t destroy(void *ctx, const struct public_id *owners, size_t len)
{
	struct shelf *s = ctx;
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < len; i++) {
		struct row *r = find(s, owners[i]);
		if (r)
			*r = s->rows.at[--s->rows.len];
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

struct world {
	struct arena *arena;
	struct shelf shelf;
	struct clock_manual clock;
	struct secret master;
	struct vault_settings settings;
	struct vault *vault;
	struct public_id person;
	struct vault_place place;
};

static bool set_up(struct world *w)
{
	*w = (struct world){.arena = arena_new()};
	w->shelf.arena = w->arena;
	pthread_mutex_init(&w->shelf.lock, NULL);
	clock_manual_init(&w->clock, USEC_DAY);
	secret_random(&random_system, 32, &w->master);
	w->settings = (struct vault_settings){.store = {load, add, destroy, &w->shelf},
		.master = &w->master,
		.clock = &w->clock.clock,
		.random = &random_system};
	w->person = public_id_new(&random_system);
	w->place = (struct vault_place){w->person, "answer", STR("7"), "text"};
	return CHECK_OK(vault_new(&w->settings, &w->vault)) &&
	       CHECK_OK(vault_add_owner(w->vault, w->person));
}

static void tear_down(struct world *w)
{
	vault_free(w->vault);
	arena_free(w->arena);
}

TEST(vault_opens_what_it_sealed)
{
	struct world w;
	struct str sealed, again, text;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("Ik wil bakker worden"), &sealed));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("Ik wil bakker worden"), &again));
	CHECK_INT((int64_t)sealed.len, 20 + VAULT_OVERHEAD);
	CHECK(!str_eq(sealed, again));
	CHECK(!str_has(sealed, "bakker"));
	CHECK_OK(vault_open(w.vault, w.arena, &w.place, sealed, &text));
	CHECK_STR(text, "Ik wil bakker worden");
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR_NONE, &sealed));
	CHECK_OK(vault_open(w.vault, w.arena, &w.place, sealed, &text));
	CHECK_INT((int64_t)text.len, 0);
	tear_down(&w);
}

static void check_elsewhere(struct world *w, struct str sealed, struct vault_place place)
{
	struct str text = STR("untouched");
	CHECK_ERR(vault_open(w->vault, w->arena, &place, sealed, &text), ERR_INTERNAL);
	CHECK_STR(text, "untouched");
}

TEST(vault_value_opens_in_its_place_only)
{
	struct world w;
	struct str sealed;
	REQUIRE(set_up(&w));
	struct public_id other = public_id_new(&random_system);
	REQUIRE_OK(vault_add_owner(w.vault, other));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	check_elsewhere(&w, sealed, (struct vault_place){other, "answer", STR("7"), "text"});
	check_elsewhere(&w, sealed, (struct vault_place){w.person, "note", STR("7"), "text"});
	check_elsewhere(&w, sealed, (struct vault_place){w.person, "answer", STR("8"), "text"});
	check_elsewhere(&w, sealed, (struct vault_place){w.person, "answer", STR("7"), "note"});
	/* the same letters, cut differently */
	check_elsewhere(&w, sealed, (struct vault_place){w.person, "answer7", STR(""), "text"});
	check_elsewhere(&w, sealed, (struct vault_place){w.person, "answer", STR("7t"), "ext"});
	tear_down(&w);
}

TEST(vault_notices_any_changed_bit)
{
	struct world w;
	struct str sealed, text;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	char *p = str_z(w.arena, sealed);
	for (size_t bit = 0; bit < sealed.len * 8; bit++) {
		p[bit / 8] ^= (char)(1 << bit % 8);
		CHECK_ERR(
			vault_open(w.vault, w.arena, &w.place, (struct str){p, sealed.len}, &text),
			ERR_INTERNAL);
		p[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t n = 0; n < sealed.len; n++)
		CHECK_ERR(vault_open(w.vault, w.arena, &w.place, (struct str){p, n}, &text),
			ERR_INTERNAL);
	tear_down(&w);
}

TEST(vault_destroyed_owner_is_gone_at_once)
{
	struct world w;
	struct str sealed, text;
	struct secret key;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	CHECK_OK(vault_destroy_owner(w.vault, w.person));
	CHECK_ERR(vault_open(w.vault, w.arena, &w.place, sealed, &text), ERR_EXPIRED);
	CHECK_ERR(vault_seal(w.vault, w.arena, &w.place, STR("x"), &sealed), ERR_EXPIRED);
	CHECK_ERR(vault_derive(w.vault, w.person, "codes", &key), ERR_EXPIRED);
	CHECK_OK(vault_destroy_owner(w.vault, w.person));
	/* a new key opens nothing of the old one */
	CHECK_OK(vault_add_owner(w.vault, w.person));
	CHECK_ERR(vault_open(w.vault, w.arena, &w.place, sealed, &text), ERR_INTERNAL);
	tear_down(&w);
}

TEST(vault_key_destroyed_by_another_process_is_gone_soon)
{
	struct world w;
	struct str sealed, text;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	CHECK_OK(destroy(&w.shelf, &w.person, 1));
	w.clock.at += VAULT_FRESH - 1;
	CHECK_OK(vault_open(w.vault, w.arena, &w.place, sealed, &text));
	w.clock.at += 1;
	CHECK_ERR(vault_open(w.vault, w.arena, &w.place, sealed, &text), ERR_EXPIRED);
	tear_down(&w);
}

TEST(vault_clock_that_goes_back_keeps_no_key)
{
	struct world w;
	struct str sealed, text;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	CHECK_OK(destroy(&w.shelf, &w.person, 1));
	w.clock.at -= USEC_HOUR;
	CHECK_ERR(vault_open(w.vault, w.arena, &w.place, sealed, &text), ERR_EXPIRED);
	tear_down(&w);
}

TEST(vault_asks_the_store_once_while_fresh)
{
	struct world w;
	struct str sealed, text;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	CHECK_INT(w.shelf.loads, 0); /* it was made a moment ago */
	w.clock.at += VAULT_FRESH;
	for (int i = 0; i < 50; i++)
		CHECK_OK(vault_open(w.vault, w.arena, &w.place, sealed, &text));
	CHECK_INT(w.shelf.loads, 1);
	w.shelf.broken = true;
	w.clock.at += VAULT_FRESH;
	CHECK_ERR(vault_open(w.vault, w.arena, &w.place, sealed, &text), ERR_UNAVAILABLE);
	tear_down(&w);
}

TEST(vault_makes_keys_for_many_or_for_none)
{
	enum { OWNERS = 300 };
	struct world w;
	struct public_id owners[OWNERS];
	struct str sealed;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < OWNERS; i++)
		owners[i] = public_id_new(&random_system);
	CHECK_OK(vault_add_owners(w.vault, w.arena, owners, OWNERS));
	CHECK_INT((int64_t)w.shelf.rows.len, OWNERS + 1);
	w.place.owner = owners[OWNERS - 1];
	CHECK_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	CHECK_OK(vault_destroy_owners(w.vault, owners + 1, OWNERS - 1));
	CHECK_INT((int64_t)w.shelf.rows.len, 2);
	CHECK_ERR(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed), ERR_EXPIRED);
	CHECK_ERR(vault_add_owners(w.vault, w.arena, owners, OWNERS), ERR_CONFLICT);
	CHECK_INT((int64_t)w.shelf.rows.len, 2);
	tear_down(&w);
}

/* More owners than the cache holds. */
TEST(vault_cache_is_bounded_and_right)
{
	enum { OWNERS = 3000 };
	struct world w;
	REQUIRE(set_up(&w));
	struct public_id *owner = arena_array(w.arena, struct public_id, OWNERS);
	struct str *sealed = arena_array(w.arena, struct str, OWNERS), text;
	for (int i = 0; i < OWNERS; i++) {
		w.place.owner = owner[i] = public_id_new(&random_system);
		REQUIRE_OK(vault_add_owner(w.vault, owner[i]));
		REQUIRE_OK(vault_seal(
			w.vault, w.arena, &w.place, str_fmt(w.arena, "%d", i), &sealed[i]));
		w.clock.at++;
	}
	for (int i = 0; i < OWNERS; i++) {
		w.place.owner = owner[i];
		REQUIRE_OK(vault_open(w.vault, w.arena, &w.place, sealed[i], &text));
		REQUIRE(str_is(text, str_z(w.arena, str_fmt(w.arena, "%d", i))));
	}
	CHECK(w.shelf.loads > OWNERS / 2);
	tear_down(&w);
}

TEST(vault_refuses_what_is_too_large_or_too_long)
{
	struct world w;
	struct str sealed;
	char longer[256];
	memset(longer, 'x', sizeof(longer));
	REQUIRE(set_up(&w));
	struct str large = {arena_alloc(w.arena, VAULT_MOST + 1), VAULT_MOST + 1};
	CHECK_ERR(vault_seal(w.vault, w.arena, &w.place, large, &sealed), ERR_TOO_LARGE);
	w.place.row = (struct str){longer, sizeof(longer)};
	CHECK_ERR(vault_seal(w.vault, w.arena, &w.place, STR("x"), &sealed), ERR_INTERNAL);
	CHECK_ERR(vault_add_owner(w.vault, w.person), ERR_CONFLICT);
	tear_down(&w);
}

TEST(vault_derives_a_key_per_purpose_and_owner)
{
	struct world w;
	struct secret a, b, c;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_add_owner(w.vault, VAULT_HOUSE));
	CHECK_OK(vault_derive(w.vault, VAULT_HOUSE, "codes", &a));
	CHECK_OK(vault_derive(w.vault, VAULT_HOUSE, "links", &b));
	CHECK_OK(vault_derive(w.vault, w.person, "codes", &c));
	CHECK(!secret_eq(&a, &b) && !secret_eq(&a, &c));
	CHECK_OK(vault_derive(w.vault, VAULT_HOUSE, "codes", &b));
	CHECK(secret_eq(&a, &b));
	tear_down(&w);
}

TEST(vault_opens_nothing_with_another_master_key)
{
	struct world w;
	struct str sealed, text;
	struct secret other;
	struct vault *late;
	REQUIRE(set_up(&w));
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	secret_random(&random_system, 32, &other);
	w.settings.master = &other;
	REQUIRE_OK(vault_new(&w.settings, &late));
	CHECK_ERR(vault_open(late, w.arena, &w.place, sealed, &text), ERR_INTERNAL);
	vault_free(late);
	tear_down(&w);
}

TEST(vault_refuses_a_master_key_of_another_size)
{
	struct world w;
	struct vault *v = NULL;
	REQUIRE(set_up(&w));
	w.master.len = 16;
	CHECK_ERR(vault_new(&w.settings, &v), ERR_INTERNAL);
	CHECK(v == NULL);
	vault_free(NULL);
	tear_down(&w);
}

struct reader {
	struct world *world;
	struct str sealed;
	int opened, expired;
};

static void *read_on(void *arg)
{
	struct reader *r = arg;
	struct arena *a = arena_new();
	for (int i = 0; i < 2000; i++) {
		struct str text;
		err_t e = vault_open(r->world->vault, a, &r->world->place, r->sealed, &text);
		r->opened += !e && str_is(text, "geheim");
		r->expired += e && e->code == ERR_EXPIRED;
		err_free(e);
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

/* A reader that loaded the key just before must not bring it back into the cache. */
TEST(vault_is_safe_while_others_destroy)
{
	struct world w;
	struct str text;
	struct reader r[4];
	pthread_t thread[4];
	REQUIRE(set_up(&w));
	struct str sealed;
	REQUIRE_OK(vault_seal(w.vault, w.arena, &w.place, STR("geheim"), &sealed));
	for (int i = 0; i < 4; i++) {
		r[i] = (struct reader){.world = &w, .sealed = sealed};
		REQUIRE(pthread_create(&thread[i], NULL, read_on, &r[i]) == 0);
	}
	CHECK_OK(vault_destroy_owner(w.vault, w.person));
	CHECK_ERR(vault_open(w.vault, w.arena, &w.place, sealed, &text), ERR_EXPIRED);
	for (int i = 0; i < 4; i++) {
		pthread_join(thread[i], NULL);
		CHECK_INT(r[i].opened + r[i].expired, 2000);
	}
	CHECK_ERR(vault_open(w.vault, w.arena, &w.place, sealed, &text), ERR_EXPIRED);
	tear_down(&w);
}
