#include "app/profile_photo.h"

#include "app/contact.h"
#include "app/erase.h"
#include "app/grant.h"
#include "app/reading.h"
#include "codec/image.h"
#include "crypto/vault.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna, papa, bo;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->papa = place_person(&w->p, "Papa", "papa@home.example");
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	return true;
}

static err_t set(struct world *w, const char *name, struct str bytes)
{
	return profile_photo_set(&w->p.app, w->p.arena, &w->anna, str_of(name), bytes);
}

static err_t look(struct world *w, const struct actor *actor, struct file *ret)
{
	return profile_photo(&w->p.app, w->p.arena, actor, w->anna.public, ret);
}

static bool is_there(struct world *w, const struct actor *actor)
{
	bool is = false;
	CHECK_OK(profile_photo_is(&w->p.app, w->p.arena, actor, w->anna.public, &is));
	return is;
}

static int64_t count(struct world *w, const char *from)
{
	return place_sql(&w->p, str_fmt(w->p.arena, "SELECT count(*) FROM %s", from).p);
}

TEST(photo_is_made_anew_and_replaced)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	CHECK(!is_there(&w, &w.anna));
	CHECK_ERR(look(&w, &w.anna, &file), ERR_NOT_FOUND);
	REQUIRE_OK(set(&w, "ik.PNG", place_png()));
	REQUIRE_OK(look(&w, &w.anna, &file));
	CHECK(is_there(&w, &w.anna));
	CHECK_STR(file.type, IMAGE_TYPE);
	CHECK(str_starts(file.bytes, STR("\xff\xd8\xff")));
	CHECK(!store_holds(&w.p.store, str_sub(file.bytes, 0, 64)));
	REQUIRE_OK(set(&w, "ik.png", place_png()));
	CHECK_INT(count(&w, "file"), 1);
	CHECK_OK(profile_photo_remove(&w.p.app, w.p.arena, &w.anna));
	CHECK_OK(profile_photo_remove(&w.p.app, w.p.arena, &w.anna));
	CHECK(!is_there(&w, &w.anna));
	CHECK_INT(count(&w, "file"), 0);
	CHECK_INT(count(&w, "audit WHERE action = 'account.photo'"), 4);
	place_close(&w.p);
}

TEST(photo_that_is_none_is_refused)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_ERR(set(&w, "ik.svg", place_png()), ERR_INVALID);
	CHECK_ERR(set(&w, "ik.png", STR("")), ERR_INVALID);
	CHECK_ERR(set(&w, "ik.png", STR("<svg onload=alert(1)>")), ERR_INVALID);
	CHECK_INT(count(&w, "file"), 0);
	place_close(&w.p);
}

static void let_in(struct world *w)
{
	struct code code = {0};
	CHECK_OK(contact_code_renew(&w->p.app, w->p.arena, &w->papa, NULL));
	CHECK_OK(contact_code(&w->p.app, w->p.arena, &w->papa, NULL, &code));
	struct contact_new in = {
		.code = code_print(w->p.arena, &code),
		.role = GRANT_PARENT,
		.terms = {{STR("who")}, 1, zone_day(clock_now(w->p.app.clock)) + 100},
	};
	CHECK_OK(contact_add(&w->p.app, w->p.arena, &w->anna, &in));
}

TEST(photo_is_seen_by_who_looks_along_today)
{
	struct world w;
	struct file file;
	struct grant_list all;
	bool is;
	const struct actor nobody = {0}, house = {.is_house = true};
	REQUIRE(set_up(&w));
	REQUIRE_OK(set(&w, "ik.png", place_png()));
	CHECK_ERR(look(&w, &w.papa, &file), ERR_NOT_FOUND);
	let_in(&w);
	CHECK_OK(look(&w, &w.papa, &file));
	CHECK(is_there(&w, &w.papa));
	CHECK_ERR(look(&w, &w.bo, &file), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, &nobody, &file), ERR_UNAUTHENTICATED);
	CHECK_ERR(look(&w, &house, &file), ERR_FORBIDDEN);
	CHECK_ERR(profile_photo_is(&w.p.app, w.p.arena, &w.bo, w.anna.public, &is), ERR_NOT_FOUND);
	CHECK_ERR(profile_photo(&w.p.app, w.p.arena, &w.bo, VAULT_HOUSE, &file), ERR_NOT_FOUND);
	REQUIRE_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, all.at[0].public));
	CHECK_ERR(look(&w, &w.papa, &file), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* As every reading of what is another's: once for all that is read within some minutes. */
TEST(photo_that_another_looked_at_is_noted)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	REQUIRE_OK(set(&w, "ik.png", place_png()));
	let_in(&w);
	CHECK_OK(look(&w, &w.anna, &file));
	CHECK_INT(count(&w, "passport_reading"), 0);
	CHECK_OK(look(&w, &w.papa, &file));
	CHECK_OK(look(&w, &w.papa, &file));
	CHECK_INT(count(&w, "passport_reading WHERE scope = 'photo' AND times = 1"), 1);
	CHECK_INT(count(&w, "audit WHERE action = 'passport.read'"), 1);
	place_pass(&w.p, READING_EACH);
	CHECK_OK(look(&w, &w.papa, &file));
	CHECK_INT(count(&w, "passport_reading"), 2);
	place_sql(&w.p, "UPDATE passport_reading SET scope = 'who'");
	CHECK_OK(look(&w, &w.papa, &file));
	CHECK_INT(count(&w, "passport_reading"), 2);
	CHECK_ERR(look(&w, &w.bo, &file), ERR_NOT_FOUND);
	CHECK_INT(count(&w, "passport_reading"), 2);
	place_close(&w.p);
}

TEST(photo_is_not_for_who_sees_no_part)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	REQUIRE_OK(set(&w, "ik.png", place_png()));
	let_in(&w);
	place_sql(&w.p, "DELETE FROM grant_scope");
	CHECK(!is_there(&w, &w.papa));
	CHECK_ERR(look(&w, &w.papa, &file), ERR_NOT_FOUND);
	CHECK(is_there(&w, &w.anna));
	place_close(&w.p);
}

TEST(photo_ends_after_the_last_day)
{
	struct world w;
	struct file file;
	REQUIRE(set_up(&w));
	REQUIRE_OK(set(&w, "ik.png", place_png()));
	let_in(&w);
	place_pass(&w.p, 102 * USEC_DAY);
	CHECK_ERR(look(&w, &w.papa, &file), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(photo_leaves_with_the_person)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(set(&w, "ik.png", place_png()));
	REQUIRE_OK(erase_person(&w.p.app, w.anna.public));
	CHECK_INT(count(&w, "file"), 0);
	CHECK_INT(count(&w, "file_chunk"), 0);
	CHECK_INT(count(&w, "person WHERE photo IS NOT NULL"), 0);
	place_close(&w.p);
}
