#include "app/export.h"

#include "app/export_part.h"
#include "app/leave.h"
#include "app/passport.h"
#include "db/content.h"
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
	place_session(p, &noor);
	return noor;
}

static bool holds(struct str text, const char *part)
{
	return str_search(text, str_of(part)) < text.len;
}

/* Nothing in it is compressed: what a file holds can be looked for. */
static struct str fetched(struct place *p, const struct actor *person)
{
	struct str zip = STR_NONE;
	CHECK_OK(export_fetch(&p->app, p->arena, person, &zip));
	return zip;
}

/* The first file's bytes after its name; the JSON ends where the next file begins. */
static struct str file_in(struct str zip, const char *name)
{
	struct str rest = str_from(zip, str_search(zip, str_of(name)) + str_of(name).len);
	CHECK(rest.len > 0);
	return str_sub(rest, 0, str_search(rest, STR("PK\3\4")));
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
	CHECK(holds(letter.text, "/account/export") && !holds(letter.text, "konijn"));
	REQUIRE_OK(export_look(&p.app, p.arena, &noor, &status));
	CHECK(status.state == EXPORT_READY && status.size > 1000);
	zip = fetched(&p, &noor);
	struct str json = file_in(zip, "export.json");
	CHECK(holds(json, SENTENCE) && holds(json, BEFORE) && holds(json, "noor@school.example"));
	CHECK(holds(json, "\"option\":\"yes\"") && !holds(json, "ivo@school.example"));
	CHECK(holds(file_in(zip, "html/answers.html"), SENTENCE));
	CHECK(holds(file_in(zip, "html/index.html"), "href=\"earlier_answers.html\""));
	CHECK_ERR(export_fetch(&p.app, p.arena, &ivo, &zip), ERR_NOT_FOUND);
	place_pass(&p, EXPORT_LIFE);
	CHECK_ERR(export_fetch(&p.app, p.arena, &noor, &zip), ERR_NOT_FOUND);
	place_pass(&p, 1);
	CHECK_OK(retention_clear(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM export_chunk"), 0);
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
	CHECK(holds(fetched(&p, &noor), "Keteltje is weg."));
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
	CHECK(holds(fetched(&p, &noor), SENTENCE));
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

static void check_members(const struct json *items)
{
	json_each_item (item, items)
		json_each_member (member, item)
			if (!CHECK(export_label(member->name) != NULL))
				printf("# %.*s has no label\n", STR_ARG(member->name));
}

TEST(export_members_have_labels)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p);
	struct json_limits limits = json_limits_default;
	struct json *json;
	REQUIRE_OK(export_order(&p.app, p.arena, &noor));
	place_mail(&p);
	struct str text = file_in(fetched(&p, &noor), "export.json");
	text.len = str_search(text, STR("PK\1\2")); /* the directory follows */
	REQUIRE_OK(json_parse(p.arena, text, &limits, &json));
	for (const struct export_part *part = export_parts; part->id; part++) {
		const struct json *items = json_get(json, str_of(part->id));
		if (CHECK(items && items->type == JSON_ARRAY))
			check_members(items);
	}
	place_close(&p);
}

static bool is_word_of(const char *words, struct str word)
{
	struct str rest = str_of(words);
	while (rest.len)
		if (str_eq(str_cut(&rest, ' '), word))
			return true;
	return false;
}

static bool is_known(struct str table)
{
	for (const struct export_part *part = export_parts; part->id; part++)
		if (is_word_of(part->tables, table))
			return true;
	for (const struct export_omission *o = export_omissions; o->table; o++)
		if (str_is(table, o->table) && o->reason)
			return true;
	return false;
}

TEST(export_knows_every_table_that_refers_to_a_person)
{
	struct place p;
	REQUIRE(place_open(&p));
	if (location_is_remote()) {
		place_close(&p);
		SKIP("seen in SQLite");
	}
	struct str tables = place_sql_text(&p,
		"SELECT group_concat(name) FROM (SELECT DISTINCT m.name FROM sqlite_schema m,"
		" pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
		" AND f.\"table\" = 'person')");
	while (tables.len) {
		struct str table = str_cut(&tables, ',');
		if (!CHECK(is_known(table)))
			printf("# %.*s is in no part of the export\n", STR_ARG(table));
	}
	place_close(&p);
}
