#include "app/keystore.h"

#include "db/db.h"
#include "unit/place.h"
#include "unit/unit.h"

static const struct public_id anna = {{1, 2, 3}};
static const struct str wrapped = STR("wrapped key that stands for itself");

TEST(keystore_keeps_one_key_for_an_owner)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct keystore k = keystore_on(&p.keys);
	struct str found;
	CHECK_ERR(k.load(k.ctx, p.arena, anna, &found), ERR_NOT_FOUND);
	REQUIRE_OK(k.add(k.ctx, &anna, &wrapped, 1));
	CHECK_ERR(k.add(k.ctx, &anna, &STR("another"), 1), ERR_CONFLICT);
	REQUIRE_OK(k.load(k.ctx, p.arena, anna, &found));
	CHECK(str_eq(found, wrapped));
	place_close(&p);
}

TEST(keystore_destroy_leaves_nothing_in_the_files)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct keystore k = keystore_on(&p.keys);
	struct str found;
	REQUIRE_OK(k.add(k.ctx, &anna, &wrapped, 1));
	CHECK(store_holds(&p.store, wrapped));
	CHECK_OK(k.destroy(k.ctx, &anna, 1));
	CHECK(!store_holds(&p.store, wrapped));
	CHECK_ERR(k.load(k.ctx, p.arena, anna, &found), ERR_NOT_FOUND);
	CHECK_OK(k.destroy(k.ctx, &anna, 1));
	place_close(&p);
}

TEST(keystore_under_the_vault)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor bo = place_person(&p, "Bo", "bo@school.example");
	struct vault_place where = {bo.public, "answer", STR("who.self"), "body"};
	struct str sealed, text;
	REQUIRE_OK(vault_seal(p.app.vault, p.arena, &where, STR("ik ben Bo"), &sealed));
	REQUIRE_OK(vault_open(p.app.vault, p.arena, &where, sealed, &text));
	CHECK_STR(text, "ik ben Bo");
	CHECK_OK(vault_destroy_owner(p.app.vault, bo.public));
	CHECK_ERR(vault_open(p.app.vault, p.arena, &where, sealed, &text), ERR_EXPIRED);
	CHECK_ERR(vault_seal(p.app.vault, p.arena, &where, STR("x"), &sealed), ERR_EXPIRED);
	CHECK_INT(place_keys(&p), 1);
	place_close(&p);
}
