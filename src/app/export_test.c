#include "app/export.h"

#include "app/conversation.h"
#include "app/age.h"
#include "app/export_inside.h"
#include "app/leave.h"
#include "app/offer.h"
#include "app/passport.h"
#include "app/person.h"
#include "app/share.h"
#include "db/content.h"
#include "base/random.h"
#include "codec/image_inside.h"
#include "codec/zip.h"
#include "db/copy.h"
#include "unit/location.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>

#define SENTENCE "Mijn konijn heet Keteltje."
#define BEFORE "Mijn konijn heet nog niets."

static struct actor writer(struct place *p)
{
	struct actor noor = place_person(p, "Noor", "noor@school.example");
	struct passport_save save = {.question = STR("who.self"), .stored = STR(BEFORE)};
	struct passport_saved saved;
	CHECK_OK(passport_pick(&p->app, p->arena, &noor, STR("at-school"), STR("yes")));
	CHECK_OK(passport_save(&p->app, p->arena, &noor, &save, &saved));
	place_pass(p, USEC_HOUR);
	save = (struct passport_save){
		.question = STR("who.self"), .stored = STR(SENTENCE), .version = 1};
	CHECK_OK(passport_save(&p->app, p->arena, &noor, &save, &saved));
	p->app.consent_age = 16;
	CHECK_OK(age_say(&p->app, p->arena, &noor, 14000));
	place_session(p, &noor);
	return noor;
}

/* Nothing in it is compressed: what a file holds can be looked for. */
static struct str fetched(struct place *p, const struct actor *person)
{
	struct str zip = STR_NONE;
	CHECK_OK(export_fetch(&p->app, p->arena, person, &zip));
	return zip;
}

static struct str file_in(struct place *p, struct str archive, const char *name)
{
	struct zip zip = {0};
	struct str bytes = STR_NONE;
	CHECK_OK(zip_open(p->arena, archive, EXPORT_MOST, &zip));
	const struct zip_entry *entry = zip_find(&zip, str_of(name));
	if (CHECK(entry != NULL))
		CHECK_OK(zip_unpack(p->arena, entry, &bytes));
	return bytes;
}

TEST(export_holds_everything_and_ends_after_a_week)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p), ivo = place_person(&p, "Ivo", "ivo@school.example");
	struct export_status status;
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	REQUIRE_OK(export_look(&p.app, p.arena, &noor, &status));
	CHECK(status.state == EXPORT_RUNS && status.done == 0 && status.total > 10);
	struct str zip;
	CHECK_ERR(export_fetch(&p.app, p.arena, &noor, &zip), ERR_NOT_FOUND);
	struct place_letter letter = place_mail(&p);
	CHECK_STR(letter.to, "noor@school.example");
	CHECK(str_has(letter.text, "/account/export") && !str_has(letter.text, "konijn"));
	REQUIRE_OK(export_look(&p.app, p.arena, &noor, &status));
	CHECK(status.state == EXPORT_READY && status.size > 1000);
	zip = fetched(&p, &noor);
	struct str json = file_in(&p, zip, "export.json");
	CHECK(str_has(json, SENTENCE) && str_has(json, BEFORE) &&
		str_has(json, "noor@school.example"));
	CHECK(str_has(json, "\"born\":\"2008-05-01\"") && str_has(json, "\"how\":\"now\""));
	CHECK(str_has(json, "\"option\":\"yes\"") && !str_has(json, "ivo@school.example"));
	CHECK(str_has(file_in(&p, zip, "html/answers.html"), SENTENCE));
	CHECK(str_has(file_in(&p, zip, "html/index.html"), "href=\"earlier_answers.html\""));
	CHECK_ERR(export_fetch(&p.app, p.arena, &ivo, &zip), ERR_NOT_FOUND);
	place_pass(&p, EXPORT_LIFE);
	CHECK_ERR(export_fetch(&p.app, p.arena, &noor, &zip), ERR_NOT_FOUND);
	place_pass(&p, 1);
	CHECK_OK(retention_clear(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM export_chunk"), 0);
	place_close(&p);
}

TEST(export_has_each_dated_version_as_a_document)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p);
	struct passport_dated_list list = {0};
	REQUIRE_OK(passport_pick(&p.app, p.arena, &noor, STR("going-to"), STR("mbo")));
	REQUIRE_OK(passport_dated_make(&p.app, p.arena, &noor));
	REQUIRE_OK(passport_dated_list(&p.app, p.arena, &noor, &list));
	REQUIRE(list.len == 1);
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_mail(&p);
	struct str zip = fetched(&p, &noor),
		   path = export_dated_path(p.arena, list.at[0].public, list.at[0].made);
	CHECK(str_starts(path, STR("dated/2024-10-04-")));
	CHECK(str_starts(file_in(&p, zip, str_z(p.arena, path)), STR("%PDF")));
	CHECK(str_has(file_in(&p, zip, "export.json"), str_z(p.arena, path)));
	struct str page = file_in(&p, zip, "html/dated_versions.html");
	CHECK(str_has(page, str_fmt(p.arena, "href=\"../%.*s\"", STR_ARG(path)).p));
	CHECK(!str_has(page, "<img"));
	place_close(&p);
}

/* A picture that takes much room: nothing in it is like what stands beside it. */
static struct str noise(struct arena *a, int side)
{
	struct str jpeg = STR_NONE;
	size_t size = 3 * (size_t)side * (size_t)side;
	uint8_t *pixels = arena_array(a, uint8_t, size);
	random_fill(&random_system, pixels, size);
	CHECK_OK(image_jpeg_write(a, pixels, side, side, &jpeg));
	return jpeg;
}

TEST(export_has_the_newest_dated_versions_that_fit)
{
	struct place p;
	REQUIRE(place_open(&p));
	bool other;
	size_t size = 0, there = 0;
	struct actor noor = writer(&p);
	struct passport_dated_list list = {0};
	struct passport_picture picture = {.question = STR("can.made"),
		.name = STR("ruis.jpg"),
		.bytes = noise(p.arena, 1600),
		.description = STR("Ruis")};
	REQUIRE_OK(passport_pick(&p.app, p.arena, &noor, STR("going-to"), STR("mbo")));
	REQUIRE_OK(passport_picture_save(&p.app, p.arena, &noor, &picture, &other));
	for (int i = 0; i < 8; i++, place_pass(&p, USEC_DAY))
		REQUIRE_OK(passport_dated_make(&p.app, p.arena, &noor));
	REQUIRE_OK(passport_dated_list(&p.app, p.arena, &noor, &list));
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_mail(&p);
	struct zip zip = {0};
	REQUIRE_OK(zip_open(p.arena, fetched(&p, &noor), EXPORT_MOST, &zip));
	for (size_t i = 0; i < list.len; i++) {
		struct str path = export_dated_path(p.arena, list.at[i].public, list.at[i].made);
		const struct zip_entry *entry = zip_find(&zip, path);
		CHECK(!entry || there == i);
		there += entry != NULL;
		size += entry ? entry->size : 0;
	}
	REQUIRE(there > 0 && there < list.len);
	CHECK(size <= EXPORT_DATED_MOST && size + size / there > EXPORT_DATED_MOST);
	place_close(&p);
}

TEST(export_is_sealed_and_leaves_with_the_person)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p);
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_mail(&p);
	CHECK(!store_holds(&p.store, STR(SENTENCE)));
	REQUIRE_OK(leave_now(&p.app, p.arena, &noor));
	place_mail(&p);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM export_chunk"), 0);
	place_close(&p);
}

TEST(export_asked_again_replaces_the_first)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p);
	struct passport_save save = {
		.question = STR("who.self"), .stored = STR("Keteltje is weg."), .version = 2};
	struct passport_saved saved;
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_mail(&p);
	place_pass(&p, USEC_HOUR);
	REQUIRE_OK(passport_save(&p.app, p.arena, &noor, &save, &saved));
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_mail(&p);
	CHECK(str_has(fetched(&p, &noor), "Keteltje is weg."));
	place_close(&p);
}

TEST(export_asked_while_one_is_made_changes_nothing)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p);
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_pass(&p, USEC_SECOND);
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit WHERE action = 'account.export'"), 1);
	place_sql(&p, "UPDATE job SET gave_up = 1 WHERE kind = 'account.export'");
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit WHERE action = 'account.export'"), 2);
	place_mail(&p);
	CHECK(str_has(fetched(&p, &noor), SENTENCE));
	place_close(&p);
}

TEST(export_is_for_the_person_alone)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor nobody = {0}, house = {.is_house = true};
	struct export_status status;
	struct str zip;
	CHECK_ERR(export_order(&p.app, p.arena, &nobody), ERR_UNAUTHENTICATED);
	CHECK_ERR(export_look(&p.app, p.arena, &house, &status), ERR_FORBIDDEN);
	CHECK_ERR(export_fetch(&p.app, p.arena, &house, &zip), ERR_FORBIDDEN);
	place_close(&p);
}

TEST(export_has_of_projects_what_fits)
{
	struct arena *a = arena_new();
	struct export_archive archive = {.projects = EXPORT_PROJECTS_MOST - 4};
	const struct export_making m = {.arena = a, .archive = &archive};
	archive_put_of_project(&m, STR("a"), STR("1234"));
	CHECK(archive_holds(&m, STR("a")) && !archive.is_full);
	archive_put_of_project(&m, STR("b"), STR("5"));
	CHECK(!archive_holds(&m, STR("b")) && archive.is_full);
	archive = (struct export_archive){.projects_len = EXPORT_PROJECTS_COUNT - 1};
	archive_put_of_project(&m, STR("c"), STR_NONE);
	archive_put_of_project(&m, STR("d"), STR_NONE);
	archive_put_of_project(&m, STR("e"), STR_NONE);
	CHECK(archive_holds(&m, STR("c")) && archive.len == 1 && archive.is_full);
	arena_free(a);
}

static void check_members(const struct json *items)
{
	json_each_item (item, items)
		json_each_member (member, item)
			if (!CHECK(export_label(member->name) != NULL))
				printf("# %.*s has no label\n", STR_ARG(member->name));
}

/* --- all that is hers --- */

struct world {
	struct place p;
	struct actor noor, papa;
	struct public_id share;
};

static struct str mailed_code(const struct place_letter *letter)
{
	size_t at = str_search(letter->text, STR("/invited#")) + STR("/invited#").len;
	return str_sub(letter->text, at, 11);
}

static bool invite_papa(struct world *w)
{
	struct offer_new in = {
		.called = STR("mijn vader"),
		.mail = STR("jan@thuis.example"),
		.language = STR("nl"),
		.message = STR("Kijk je een keer mee?"),
		.role = GRANT_PARENT,
		.terms = {{STR("who")}, 1, zone_day(PLACE_START) + 100},
	};
	struct public_id owner;
	w->papa = place_person(&w->p, "Jan", "jan@thuis.example");
	if (!CHECK_OK(offer_send(&w->p.app, w->p.arena, &w->noor, &in)))
		return false;
	struct place_letter letter = place_mail(&w->p);
	return CHECK_OK(
		offer_accept(&w->p.app, w->p.arena, &w->papa, mailed_code(&letter), &owner));
}

static bool talk(struct world *w)
{
	struct thread_place place = {w->noor.public, w->papa.public, STR("who.self")};
	struct with_chapter read;
	return CHECK_OK(with_read(
		       &w->p.app, w->p.arena, &w->papa, 0, w->noor.public, STR("who"), &read)) &&
	       CHECK_OK(conversation_write(
		       &w->p.app, w->p.arena, &w->papa, &place, STR("Je vergeet je hamster."))) &&
	       (place_pass(&w->p, 1), true) &&
	       CHECK_OK(conversation_write(
		       &w->p.app, w->p.arena, &w->noor, &place, STR("Die is van Ivo."))) &&
	       CHECK_OK(conversation_ask(&w->p.app, w->p.arena, &w->noor, &place));
}

static bool share_link(struct world *w)
{
	const struct app *app = &w->p.app;
	struct str parts[] = {STR("can"), STR("want")};
	return CHECK_OK(share_draft(app, w->p.arena, &w->noor, SHARE_MBO, &w->share)) &&
	       CHECK_OK(share_set_parts(app, w->p.arena, &w->noor, w->share, parts, 2)) &&
	       CHECK_OK(share_set_whom(
		       app, w->p.arena, &w->noor, w->share, SHARE_WORK, STR("bakker Bol"))) &&
	       CHECK_OK(share_begin(app, w->p.arena, &w->noor, w->share));
}

static bool set_up(struct world *w)
{
	*w = (struct world){0};
	if (!place_open(&w->p))
		return false;
	w->noor = writer(&w->p);
	const struct app *app = &w->p.app;
	const struct person_settings settings = {.name = STR("Noor"), .large_type = true};
	return CHECK_OK(passport_pick(app, w->p.arena, &w->noor, STR("going-to"), STR("mbo"))) &&
	       CHECK_OK(passport_dated_make(app, w->p.arena, &w->noor)) &&
	       CHECK_OK(person_change(app, &w->noor, &settings)) && invite_papa(w) && talk(w) &&
	       share_link(w);
}

static struct json *exported(struct world *w, const struct actor *person)
{
	struct json_limits limits = json_limits_default;
	struct json *json = NULL;
	CHECK_OK(export_order(&w->p.app, w->p.arena, person));
	place_mail(&w->p);
	struct str text = file_in(&w->p, fetched(&w->p, person), "export.json");
	CHECK_OK(json_parse(w->p.arena, text, &limits, &json));
	return json;
}

/* A member of an item of a part, as text. */
static struct str text_of(
	const struct json *json, const char *part, size_t item, const char *member)
{
	const struct json *items = json_get(json, str_of(part));
	if (!items || item >= items->len)
		return STR("no such item");
	return json_str(json_get(&items->items[item], str_of(member)));
}

TEST(export_holds_what_others_said_and_saw_too)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct json *json = exported(&w, &w.noor);
	CHECK_STR(text_of(json, "dated_versions", 0, "route"), "school-mbo");
	CHECK_STR(text_of(json, "dated_answers", 0, "stored"), SENTENCE);
	CHECK_STR(text_of(json, "looking_along", 0, "called"), "mijn vader");
	CHECK_STR(text_of(json, "looking_along", 0, "message"), "Kijk je een keer mee?");
	CHECK_STR(text_of(json, "looking_along", 0, "mail"), "jan@thuis.example");
	CHECK_STR(text_of(json, "comments", 0, "comment"), "Je vergeet je hamster.");
	CHECK_STR(text_of(json, "comments", 0, "by"), "Jan");
	CHECK_STR(text_of(json, "comments", 1, "comment"), "Die is van Ivo.");
	CHECK_STR(text_of(json, "comments", 1, "with"), "Jan");
	CHECK_STR(text_of(json, "talk_points", 0, "with"), "Jan");
	CHECK_STR(text_of(json, "links", 0, "receiver"), "bakker Bol");
	CHECK_STR(text_of(json, "links", 0, "purpose"), "work");
	CHECK_STR(text_of(json, "readings", 0, "name"), "Jan");
	struct json *links = json_get(json, STR("links"));
	struct json *parts = json_get(&links->items[0], STR("parts"));
	CHECK(parts && parts->len == 2 && str_is(json_str(&parts->items[1]), "want"));
	struct json *account = json_get(json, STR("account"));
	CHECK(json_get(&account->items[0], STR("large_letters"))->truth);
	struct share share;
	CHECK_OK(share_get(&w.p.app, w.p.arena, &w.noor, w.share, &share));
	struct str code = code_print(w.p.arena, &share.code);
	CHECK(!str_has(fetched(&w.p, &w.noor), code.p));
	place_close(&w.p);
}

TEST(export_holds_what_one_did_in_others_passports)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct json *json = exported(&w, &w.papa);
	CHECK_STR(text_of(json, "shared_with_you", 0, "passport_of"), "Noor");
	CHECK_STR(text_of(json, "own_readings", 0, "passport_of"), "Noor");
	CHECK_STR(text_of(json, "comments", 0, "comment"), "Je vergeet je hamster.");
	CHECK_STR(text_of(json, "comments", 1, "comment"), "Die is van Ivo.");
	CHECK_STR(text_of(json, "comments", 1, "by"), "Noor");
	CHECK_INT(json_get(json, STR("comments"))->len, 2);
	CHECK_STR(text_of(json, "talk_points", 0, "passport_of"), "Noor");
	CHECK_INT(json_get(json, STR("readings"))->len, 0);
	CHECK(!str_has(fetched(&w.p, &w.papa), SENTENCE));
	place_close(&w.p);
}

TEST(export_leaves_out_what_may_not_be_read_any_more)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(grant_leave(&w.p.app, w.p.arena, &w.papa, w.noor.public));
	struct json *json = exported(&w, &w.papa);
	CHECK_INT(json_get(json, STR("comments"))->len, 1);
	CHECK_STR(text_of(json, "comments", 0, "by"), "Jan");
	CHECK_INT(json_get(exported(&w, &w.noor), STR("comments"))->len, 2);
	place_close(&w.p);
}

TEST(export_says_what_is_damaged_and_hands_over_the_rest)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE answer SET body = code FROM share");
	place_sql(&w.p, "UPDATE answer_past SET body = code FROM share");
	place_sql(&w.p, "UPDATE passport_version SET body = code FROM share");
	place_sql(&w.p, "UPDATE pick SET option = code FROM share");
	place_sql(&w.p, "UPDATE comment SET body = code FROM share");
	place_sql(&w.p, "UPDATE passport_grant SET called = share.code, "
			"address = share.code, message = share.code FROM share");
	place_sql(&w.p, "UPDATE share SET receiver = code");
	exported(&w, &w.noor);
	struct str json = file_in(&w.p, fetched(&w.p, &w.noor), "export.json");
	CHECK(str_has(json, "\"question\":\"who.self\",\"version\":2"));
	CHECK(str_has(json, "\"damaged\":true") && !str_has(json, "\"damaged\":false"));
	place_close(&w.p);
}

TEST(export_that_was_tried_in_vain_is_said_to_be)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p);
	struct export_status status;
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_sql(&p, "UPDATE job SET gave_up = 1 WHERE kind = 'account.export'");
	REQUIRE_OK(export_look(&p.app, p.arena, &noor, &status));
	CHECK_INT(status.state, EXPORT_FAILED);
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_mail(&p);
	REQUIRE_OK(export_look(&p.app, p.arena, &noor, &status));
	CHECK_INT(status.state, EXPORT_READY);
	place_close(&p);
}

TEST(export_schema_knows_every_part)
{
	struct arena *a = arena_new();
	struct json_limits limits = json_limits_default;
	struct json *schema;
	REQUIRE_OK(json_parse(a, export_schema[0].bytes, &limits, &schema));
	const struct json *known = json_get(schema, STR("properties"));
	size_t parts = 0;
	for (const struct export_part *part = export_parts; part->id; part++, parts++)
		CHECK(json_get(known, str_of(part->id)) != NULL);
	CHECK_INT(known->len, parts + 4); /* format, version, made, place */
	arena_free(a);
}

TEST(export_members_have_labels)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct json *json = exported(&w, &w.noor);
	for (const struct export_part *part = export_parts; part->id; part++) {
		const struct json *items = json_get(json, str_of(part->id));
		if (CHECK(items && items->type == JSON_ARRAY))
			check_members(items);
	}
	place_close(&w.p);
}
