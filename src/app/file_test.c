#include "app/file.h"

#include "app/access.h"
#include "crypto/vault.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

struct world {
	struct place p;
	struct actor anna, bo;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	return true;
}

struct keeping {
	struct arena *arena;
	const struct actor *actor;
	struct file_sealed *sealed;
	struct public_id id;
	struct file_found *found;
};

static err_t put(struct tx *tx, void *ctx)
{
	const struct keeping *k = ctx;
	TRY(access_require(tx, k->actor, ACTION_ACCOUNT_CHANGE, k->actor->person));
	return file_put(tx, k->actor->person, k->sealed, PLACE_START);
}

static err_t find(struct tx *tx, void *ctx)
{
	struct keeping *k = ctx;
	TRY(access_require(tx, k->actor, ACTION_ACCOUNT_SEE, k->actor->person));
	return file_find(tx, k->arena, k->actor->person, k->id, &k->found);
}

static err_t remove_file(struct tx *tx, void *ctx)
{
	const struct keeping *k = ctx;
	TRY(access_require(tx, k->actor, ACTION_ACCOUNT_CHANGE, k->actor->person));
	return file_remove(tx, k->actor->person, k->id);
}

static struct str bytes(struct world *w, size_t len)
{
	char *p = arena_bytes(w->p.arena, len + 1);
	for (size_t i = 0; i < len; i++)
		p[i] = (char)(i * 31 + i / 251);
	return (struct str){p, len};
}

static err_t keep(struct world *w, const struct actor *who, struct str b, struct public_id *ret_id)
{
	struct keeping k = {.arena = w->p.arena, .actor = who};
	TRY(file_seal(&w->p.app, w->p.arena, who->public, STR("image/jpeg"), b, &k.sealed));
	TRY(db_tx(w->p.app.db, put, &k));
	*ret_id = file_id(k.sealed);
	return NULL;
}

static err_t get(struct world *w, const struct actor *who, struct public_id id, struct file *ret)
{
	struct keeping k = {.arena = w->p.arena, .actor = who, .id = id};
	TRY(db_read(w->p.app.db, find, &k));
	return file_open(&w->p.app, w->p.arena, who->public, k.found, ret);
}

TEST(file_is_a_pdf_from_its_first_to_its_last_line)
{
	CHECK(file_is_pdf(STR("%PDF-1.4\nwords\n%%EOF\n")) && file_is_pdf(STR("%PDF-1.7\n%%EOF")));
	CHECK(!file_is_pdf(STR("")) && !file_is_pdf(STR("%PDF-1.4")));
	CHECK(!file_is_pdf(STR("<html>%PDF-1.4 %%EOF")));
	CHECK(!file_is_pdf(STR("PK\x03\x04 %%EOF")));
}

TEST(file_comes_back_whole)
{
	static const size_t sizes[] = {0, 1, FILE_CHUNK - 1, FILE_CHUNK, FILE_CHUNK + 1, 300000};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct public_id id;
		struct file file = {0};
		REQUIRE_OK(keep(&w, &w.anna, bytes(&w, sizes[i]), &id));
		CHECK_OK(get(&w, &w.anna, id, &file));
		CHECK(str_eq(file.bytes, bytes(&w, sizes[i])));
		CHECK_STR(file.type, "image/jpeg");
		CHECK_INT(file.made, PLACE_START);
	}
	place_close(&w.p);
}

TEST(file_of_another_person_is_not_there)
{
	struct world w;
	struct public_id id;
	struct file file;
	REQUIRE(set_up(&w));
	REQUIRE_OK(keep(&w, &w.anna, bytes(&w, 9), &id));
	CHECK_ERR(get(&w, &w.bo, id, &file), ERR_NOT_FOUND);
	/* Moved under another person, it does not open. */
	place_sql(&w.p, "UPDATE file SET person = 2");
	place_sql(&w.p, "UPDATE file_chunk SET person = 2");
	CHECK_ERR(get(&w, &w.bo, id, &file), ERR_INTERNAL);
	place_close(&w.p);
}

TEST(file_whose_chunks_were_touched_does_not_open)
{
	struct world w;
	struct public_id id;
	struct file file;
	REQUIRE(set_up(&w));
	REQUIRE_OK(keep(&w, &w.anna, bytes(&w, 3 * FILE_CHUNK), &id));
	place_sql(&w.p, "UPDATE file_chunk SET place = 10 - place");
	CHECK_ERR(get(&w, &w.anna, id, &file), ERR_INTERNAL);
	REQUIRE_OK(keep(&w, &w.bo, bytes(&w, 3 * FILE_CHUNK), &id));
	place_sql(&w.p, "DELETE FROM file_chunk WHERE place = 2");
	CHECK_ERR(get(&w, &w.bo, id, &file), ERR_INTERNAL);
	place_close(&w.p);
}

TEST(file_dies_with_its_owners_key)
{
	struct world w;
	struct public_id id;
	struct file file;
	REQUIRE(set_up(&w));
	REQUIRE_OK(keep(&w, &w.anna, bytes(&w, 9), &id));
	CHECK_OK(vault_destroy_owner(w.p.app.vault, w.anna.public));
	CHECK_ERR(get(&w, &w.anna, id, &file), ERR_EXPIRED);
	CHECK_ERR(keep(&w, &w.anna, bytes(&w, 9), &id), ERR_EXPIRED);
	place_close(&w.p);
}

TEST(file_limits)
{
	struct world w;
	struct public_id id;
	REQUIRE(set_up(&w));
	CHECK_ERR(keep(&w, &w.anna, bytes(&w, FILE_MOST + 1), &id), ERR_TOO_LARGE);
	REQUIRE_OK(keep(&w, &w.anna, bytes(&w, 9), &id));
	place_sql(&w.p, "UPDATE file SET size = 67108864 - 8");
	CHECK_OK(keep(&w, &w.anna, bytes(&w, 8), &id));
	CHECK_ERR(keep(&w, &w.anna, bytes(&w, 1), &id), ERR_TOO_LARGE);
	CHECK_OK(keep(&w, &w.bo, bytes(&w, 9), &id));
	place_close(&w.p);
}

TEST(file_removed_is_gone)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	struct keeping k = {.arena = w.p.arena, .actor = &w.anna};
	REQUIRE_OK(keep(&w, &w.anna, bytes(&w, 100000), &k.id));
	CHECK_OK(db_tx(w.p.app.db, remove_file, &k));
	CHECK_OK(db_tx(w.p.app.db, remove_file, &k));
	CHECK_ERR(get(&w, &w.anna, k.id, &file), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM file_chunk"), 0);
	place_close(&w.p);
}
