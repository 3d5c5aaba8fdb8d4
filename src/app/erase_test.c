#include "app/erase.h"

#include "app/passport.h"
#include "app/share.h"
#include "crypto/vault.h"
#include "unit/location.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>
#include <unistd.h>

#define NAME "Noortje Verduisterd"
#define WHOLE "Noortje Schemering-Duistermaat"
#define RECEIVER "Mbo De Donkere Kamer"
#define MAIL "noortje@verduisterd.example"
#define SENTENCE "Mijn konijn heet Keteltje en slaapt op zolder."

static void share(struct place *p, const struct actor *noor)
{
	struct public_id draft;
	CHECK_OK(share_draft(&p->app, p->arena, noor, SHARE_MBO, &draft));
	CHECK_OK(share_set_whom(&p->app, p->arena, noor, draft, SHARE_MBO, STR(RECEIVER)));
	CHECK_OK(share_begin(&p->app, p->arena, noor, draft));
}

static struct actor writer(struct place *p)
{
	struct actor noor = place_person(p, NAME, MAIL);
	struct passport_save save = {.question = STR("who.self"), .stored = STR(SENTENCE)};
	struct passport_saved saved;
	CHECK_OK(passport_pick(&p->app, p->arena, &noor, STR("at-school"), STR("yes")));
	CHECK_OK(passport_save(&p->app, p->arena, &noor, &save, &saved));
	place_sql(p, "UPDATE person SET full_name = '" WHOLE "'");
	place_session(p, &noor);
	share(p, &noor);
	return noor;
}

static int64_t rows_of(struct place *p, const char *table)
{
	return place_sql(p, str_fmt(p->arena, "SELECT count(*) FROM %s", table).p);
}

static bool is_gone(struct place *p)
{
	return rows_of(p, "share") == 0 && rows_of(p, "address") == 0 &&
	       rows_of(p, "answer") == 0 && rows_of(p, "pick") == 0 && rows_of(p, "session") == 0 &&
	       rows_of(p, "person WHERE name <> ''") == 0 && place_keys(p) == 1;
}

TEST(erase_leaves_a_row_without_a_name)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor noor = writer(&p);
	struct actor other = place_person(&p, "Ivo", "ivo@school.example");
	place_sql(&p, "UPDATE person SET large_type = 1, asks_no_parent = 1");
	place_sql(&p, "INSERT INTO organisation (public, name, name_key, made) "
		      "SELECT public, 'x', 'x', 1 FROM person WHERE name = 'Ivo'");
	place_sql(&p, "INSERT INTO invitation (public, code, organisation, role, name, mail_key, "
		      "mail, made, ends) SELECT o.public, s.token, o.id, 'mentor', 'x', '" MAIL
		      "', 'x', 1, 1 FROM organisation o, session s");
	CHECK_INT(rows_of(&p, "invitation"), 1);
	REQUIRE_OK(erase_person(&p.app, noor.public));
	CHECK_INT(rows_of(&p, "invitation"), 0);
	CHECK_INT(rows_of(&p, "person WHERE large_type = 1"), 1);
	CHECK_INT(rows_of(&p, "person WHERE asks_no_parent = 1"), 1);
	CHECK_INT(rows_of(&p, "person"), 2);
	CHECK_INT(rows_of(&p, "person WHERE name = ''"), 1);
	CHECK_INT(rows_of(&p, "address"), 1);
	CHECK_INT(rows_of(&p, "answer"), 0);
	CHECK_INT(place_keys(&p), 2);
	CHECK_INT(rows_of(&p, "audit WHERE action = 'account.erase' AND actor IS NULL"), 1);
	CHECK_OK(vault_add_owner(p.app.vault, noor.public)); /* there was none left */
	CHECK_OK(erase_person(&p.app, noor.public));
	CHECK_OK(erase_person(&p.app, other.public));
	CHECK(is_gone(&p));
	place_close(&p);
}

/* In no file of either store. */
static void check_nowhere(struct place *p)
{
	static const char *const words[] = {NAME, WHOLE, MAIL, SENTENCE, RECEIVER};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!CHECK(!store_holds(&p->store, str_of(words[i]))))
			printf("# %s\n", words[i]);
}

TEST(erase_leaves_nothing_in_the_files)
{
	struct place p;
	REQUIRE(place_open(&p));
	if (location_is_remote()) {
		place_close(&p);
		SKIP("PostgreSQL recycles its own log later");
	}
	struct actor noor = writer(&p);
	CHECK(store_holds(&p.store, STR(NAME)) && store_holds(&p.store, STR(MAIL)) &&
		store_holds(&p.store, STR(WHOLE)));
	REQUIRE_OK(erase_person(&p.app, noor.public));
	check_nowhere(&p);
	place_close(&p);
}

static void open_again(struct place *p)
{
	struct db_config config = {.place = p->store.content_place, .schema = &content_schema};
	CHECK_OK(db_open(&config, &p->store.content));
	CHECK_OK(db_migrate(p->store.content, 1));
	p->app.db = p->store.content;
}

/* The older copy takes the place of the content, as an operator does it. */
static void restore(struct place *p, const char *copy)
{
	db_close(p->store.content);
	const char *place = p->store.content_place;
	unlink(str_fmt(p->arena, "%s-wal", place).p);
	unlink(str_fmt(p->arena, "%s-shm", place).p);
	CHECK(rename(copy, place) == 0);
	open_again(p);
}

TEST(erase_holds_when_an_older_copy_of_the_content_is_restored)
{
	struct place p;
	REQUIRE(place_open(&p));
	if (location_is_remote()) {
		place_close(&p);
		SKIP("PostgreSQL is copied by its own tools");
	}
	struct actor noor = writer(&p);
	const char *copy = str_fmt(p.arena, "%s/copy", p.store.folder).p;
	int64_t count = 0;
	REQUIRE_OK(db_backup(p.app.db, copy));
	REQUIRE_OK(erase_person(&p.app, noor.public));
	restore(&p, copy);
	CHECK(store_holds(&p.store, STR(NAME)));
	REQUIRE_OK(erase_again(&p.app, &count));
	CHECK_INT(count, 1);
	CHECK(is_gone(&p));
	check_nowhere(&p);
	REQUIRE_OK(erase_again(&p.app, &count));
	CHECK_INT(count, 0);
	place_close(&p);
}

TEST(erase_holds_for_many_people_and_either_store)
{
	struct place p;
	REQUIRE(place_open(&p));
	int64_t count = 0;
	struct actor people[7];
	for (int i = 0; i < 7; i++) {
		const char *mail = str_fmt(p.arena, "p%d@school.example", i).p;
		people[i] = place_person(&p, "Anna", mail);
		REQUIRE_OK(erase_person(&p.app, people[i].public));
	}
	place_sql(&p, "UPDATE person SET name = 'Anna'");
	place_sql(&p, "DELETE FROM erased WHERE at > 0");
	REQUIRE_OK(erase_again(&p.app, &count));
	CHECK_INT(count, 7);
	CHECK_INT(rows_of(&p, "person WHERE name <> ''"), 0);
	/* an older copy of the key store */
	place_keys_sql(&p, "DELETE FROM erased WHERE at > 0");
	CHECK_OK(vault_add_owner(p.app.vault, people[3].public));
	REQUIRE_OK(erase_again(&p.app, &count));
	CHECK_INT(count, 7);
	CHECK_INT(place_keys(&p), 1);
	REQUIRE_OK(erase_again(&p.app, &count));
	CHECK_INT(count, 0);
	place_close(&p);
}

static bool is_known(struct str column)
{
	const struct erase_part *part = erase_parts;
	while (part->column && !str_is(column, part->column))
		part++;
	return part->column && (part->erase || part->stays);
}

/* Every column that refers to a person, as SQLite has it. */
static int check_columns(struct place *p)
{
	int count = 0;
	struct str columns =
		place_sql_text(p, "SELECT group_concat(m.name || '.' || f.\"from\") FROM"
				  " sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE"
				  " m.type = 'table' AND f.\"table\" = 'person'");
	for (; columns.len; count++) {
		struct str column = str_cut(&columns, ',');
		if (!CHECK(is_known(column)))
			printf("# %.*s has no line in erase_parts\n", STR_ARG(column));
	}
	return count;
}

TEST(erase_knows_every_column_that_refers_to_a_person)
{
	struct place p;
	int parts = 0;
	REQUIRE(place_open(&p));
	if (location_is_remote()) {
		place_close(&p);
		SKIP("seen in SQLite");
	}
	while (erase_parts[parts].column)
		parts++;
	CHECK_INT(check_columns(&p), parts);
	place_close(&p);
}
