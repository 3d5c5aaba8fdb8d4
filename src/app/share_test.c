#include "app/share_door.h"

#include "unit/place.h"
#include "unit/unit.h"

#include <pthread.h>

#define CROWD 50

struct world {
	struct place p;
	struct actor anna, ben, carl, dina;
	struct public_id share;
	struct str code;
};

static bool set_up(struct world *w)
{
	*w = (struct world){0};
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->ben = place_person(&w->p, "Ben", "ben@mbo.example");
	w->carl = place_person(&w->p, "Carl", "carl@mbo.example");
	w->dina = place_person(&w->p, "Dina", "dina@mbo.example");
	return true;
}

static struct share get(struct world *w)
{
	struct share s = {0};
	CHECK_OK(share_get(&w->p.app, w->p.arena, &w->anna, w->share, &s));
	return s;
}

/* A link of Anna's to two chapters, for two people. */
static bool begin(struct world *w)
{
	const struct app *app = &w->p.app;
	struct str parts[] = {STR("who"), STR("can")};
	if (!CHECK_OK(share_draft(app, w->p.arena, &w->anna, SHARE_MBO, &w->share)) ||
		!CHECK_OK(share_set_parts(app, w->p.arena, &w->anna, w->share, parts, 2)) ||
		!CHECK_OK(share_begin(app, w->p.arena, &w->anna, w->share)))
		return false;
	struct share s = get(w);
	w->code = code_print(w->p.arena, &s.code);
	return s.state == SHARE_LIVE;
}

static bool set_up_link(struct world *w)
{
	return set_up(w) && begin(w);
}

static err_t open_as(struct world *w, const struct actor *who, struct share_opened *ret)
{
	return share_open(&w->p.app, w->p.arena, who, w->code, ret);
}

static struct grant visitor(struct world *w, const struct actor *who)
{
	struct grant_list all = {0};
	CHECK_OK(grant_list(&w->p.app, w->p.arena, &w->anna, &all));
	for (size_t i = 0; i < all.len; i++)
		if (all.at[i].has_holder && public_id_eq(all.at[i].holder, who->public))
			return all.at[i];
	CHECK(!"nobody of that name came");
	return (struct grant){0};
}

static bool waits(struct world *w, const struct actor *who)
{
	struct share_opened opened = {0};
	CHECK_OK(open_as(w, who, &opened));
	CHECK(public_id_eq(opened.grant, visitor(w, who).public));
	return opened.waits;
}

struct looking {
	struct world *w;
	const struct actor *who;
	struct access_part part;
};

static err_t look(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	usec now = clock_now(l->w->p.app.clock);
	return access_passport(
		tx, l->w->p.arena, l->who, ACTION_PASSPORT_READ, l->w->anna.person, now, &l->part);
}

static size_t scopes_seen(struct world *w, const struct actor *who)
{
	struct looking l = {w, who, {0}};
	err_t e = db_read(w->p.app.db, look, &l);
	err_free(e);
	return e ? 0 : l.part.len;
}

/* What stands behind the # of the link in the last mail. */
static struct str mailed_key(struct world *w)
{
	struct place_letter letter = place_mail(&w->p);
	struct str rest = letter.text, line;
	while (rest.len) {
		line = str_trim(str_cut(&rest, '\n'));
		struct str key = line;
		str_cut(&key, '#');
		if (key.len)
			return key;
	}
	CHECK(!"no link in the letter");
	return STR_NONE;
}

TEST(share_ends_by_itself_after_the_intake_or_in_half_a_year)
{
	static const struct {
		enum share_purpose purpose;
		struct date today, end;
	} cases[] = {
		{SHARE_MBO, {2026, 11, 22}, {2027, 10, 1}},
		{SHARE_MBO, {2027, 8, 31}, {2027, 10, 1}},
		{SHARE_MBO, {2027, 9, 1}, {2027, 10, 1}},
		{SHARE_MBO, {2027, 9, 2}, {2028, 10, 1}},
		{SHARE_MBO, {2027, 12, 31}, {2028, 10, 1}},
		{SHARE_WORK, {2026, 11, 22}, {2027, 5, 22}},
		{SHARE_WORK, {2026, 8, 31}, {2027, 2, 28}},
		{SHARE_WORK, {2027, 8, 31}, {2028, 2, 29}},
		{SHARE_OTHER, {2026, 6, 30}, {2026, 12, 30}},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_INT(share_default_end(cases[i].purpose, day_of_date(cases[i].today)),
			day_of_date(cases[i].end));
}

TEST(share_begins_as_a_draft_that_opens_nothing)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE(CHECK_OK(share_draft(&w.p.app, w.p.arena, &w.anna, SHARE_WORK, &w.share)));
	struct share s = get(&w);
	CHECK_INT(s.state, SHARE_DRAFT);
	CHECK_INT(s.places, SHARE_PLACES);
	CHECK_INT((int64_t)s.code.len, 0);
	CHECK(s.scopes_len >= 3);
	for (size_t i = 0; i < s.scopes_len; i++)
		CHECK(!str_eq(s.scopes[i], SCOPE_CARE));
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK_ERR(share_get(&w.p.app, w.p.arena, &w.anna, w.share, &s), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM share_scope"), 0);
	place_close(&w.p);
}

TEST(share_steps_are_kept_and_checked)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct str care[] = {SCOPE_CARE}, none[] = {STR("who"), STR("nothing")};
	day today = zone_day(clock_now(app->clock));
	REQUIRE(CHECK_OK(share_draft(app, w.p.arena, &w.anna, SHARE_MBO, &w.share)));
	CHECK_ERR(share_set_parts(app, w.p.arena, &w.anna, w.share, NULL, 0), ERR_INVALID);
	CHECK_ERR(share_set_parts(app, w.p.arena, &w.anna, w.share, none, 2), ERR_INVALID);
	CHECK_OK(share_set_parts(app, w.p.arena, &w.anna, w.share, care, 1));
	CHECK_OK(share_set_whom(app, w.p.arena, &w.anna, w.share, SHARE_WORK, STR("Bakkerij")));
	struct share s = get(&w);
	CHECK(s.scopes_len == 1 && str_eq(s.scopes[0], SCOPE_CARE));
	CHECK_STR(s.receiver, "Bakkerij");
	CHECK_INT(s.ends, share_default_end(SHARE_WORK, today));
	CHECK_ERR(share_set_term(app, w.p.arena, &w.anna, w.share, today - 1, 1), ERR_INVALID);
	CHECK_ERR(share_set_term(app, w.p.arena, &w.anna, w.share, today + 9999, 1), ERR_INVALID);
	CHECK_ERR(share_set_term(app, w.p.arena, &w.anna, w.share, today, 21), ERR_INVALID);
	CHECK_OK(share_set_term(app, w.p.arena, &w.anna, w.share, today + 3, 5));
	CHECK_OK(share_set_whom(app, w.p.arena, &w.anna, w.share, SHARE_WORK, STR("")));
	s = get(&w);
	CHECK_INT(s.ends, today + 3);
	CHECK_INT(s.places, 5);
	CHECK_STR(s.receiver, "");
	CHECK_ERR(share_set_parts(app, w.p.arena, &w.ben, w.share, care, 1), ERR_NOT_FOUND);
	CHECK_ERR(share_begin(app, w.p.arena, &w.ben, w.share), ERR_NOT_FOUND);
	CHECK_OK(share_begin(app, w.p.arena, &w.anna, w.share));
	CHECK_ERR(share_begin(app, w.p.arena, &w.anna, w.share), ERR_CONFLICT);
	CHECK_ERR(share_set_parts(app, w.p.arena, &w.anna, w.share, care, 1), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(share_has_the_places_of_the_installation)
{
	static const int64_t places[] = {0, 3};
	struct world w;
	REQUIRE(set_up(&w));
	for (int i = 0; i < 2; i++) {
		w.p.app.share_places = places[i];
		REQUIRE(begin(&w));
		CHECK_INT(get(&w).places, places[i]);
	}
	CHECK(!waits(&w, &w.ben) && !waits(&w, &w.carl) && !waits(&w, &w.dina));
	place_close(&w.p);
}

TEST(share_holds_no_word_in_clear)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE(CHECK_OK(share_draft(&w.p.app, w.p.arena, &w.anna, SHARE_WORK, &w.share)));
	CHECK_OK(share_set_whom(
		&w.p.app, w.p.arena, &w.anna, w.share, SHARE_WORK, STR("Bakkerij Zon")));
	CHECK_OK(share_begin(&w.p.app, w.p.arena, &w.anna, w.share));
	struct share s = get(&w);
	CHECK(!store_holds(&w.p.store, STR("Bakkerij Zon")));
	CHECK(!store_holds(&w.p.store, (struct str){s.code.text, s.code.len}));
	place_close(&w.p);
}

TEST(share_lets_the_first_ones_in_and_asks_for_others)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	CHECK(!waits(&w, &w.ben));
	CHECK(!waits(&w, &w.ben));
	CHECK(!waits(&w, &w.carl));
	CHECK(waits(&w, &w.dina));
	CHECK(waits(&w, &w.dina));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 2);
	CHECK_INT((int64_t)scopes_seen(&w, &w.dina), 0);
	CHECK_OK(share_let_in(&w.p.app, w.p.arena, &w.anna, visitor(&w, &w.dina).public));
	CHECK_OK(share_let_in(&w.p.app, w.p.arena, &w.anna, visitor(&w, &w.dina).public));
	CHECK_INT((int64_t)scopes_seen(&w, &w.dina), 2);
	CHECK_INT(get(&w).taken, 2);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_grant"), 3);
	place_close(&w.p);
}

TEST(share_yes_is_the_owners_alone)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	waits(&w, &w.ben);
	waits(&w, &w.carl);
	CHECK(waits(&w, &w.dina));
	struct public_id dina = visitor(&w, &w.dina).public;
	CHECK_ERR(share_let_in(&w.p.app, w.p.arena, &w.dina, dina), ERR_NOT_FOUND);
	CHECK_ERR(share_let_in(&w.p.app, w.p.arena, &w.ben, dina), ERR_NOT_FOUND);
	CHECK_OK(share_refuse(&w.p.app, w.p.arena, &w.anna, dina));
	CHECK_ERR(share_let_in(&w.p.app, w.p.arena, &w.anna, dina), ERR_CONFLICT);
	struct share_opened opened;
	CHECK_ERR(open_as(&w, &w.dina, &opened), ERR_INVALID);
	place_close(&w.p);
}

TEST(share_without_places_asks_for_everybody)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "DELETE FROM address WHERE mail_key = 'anna@school.example'");
	REQUIRE(begin(&w));
	CHECK_INT(get(&w).places, 0);
	CHECK(waits(&w, &w.ben));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 0);
	place_close(&w.p);
}

TEST(share_gives_no_places_to_who_cannot_be_told)
{
	struct world w;
	REQUIRE(set_up(&w));
	day today = zone_day(clock_now(w.p.app.clock));
	REQUIRE(CHECK_OK(share_draft(&w.p.app, w.p.arena, &w.anna, SHARE_MBO, &w.share)));
	place_sql(&w.p, "DELETE FROM address WHERE mail_key = 'anna@school.example'");
	CHECK_ERR(share_begin(&w.p.app, w.p.arena, &w.anna, w.share), ERR_INVALID);
	CHECK_ERR(share_set_term(&w.p.app, w.p.arena, &w.anna, w.share, today, 1), ERR_INVALID);
	CHECK_OK(share_set_term(&w.p.app, w.p.arena, &w.anna, w.share, today, 0));
	CHECK_OK(share_begin(&w.p.app, w.p.arena, &w.anna, w.share));
	place_close(&w.p);
}

TEST(share_of_an_owner_whose_only_address_ended_asks_for_everybody)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	CHECK(!waits(&w, &w.ben));
	CHECK_STR(place_mail(&w.p).to, "anna@school.example");
	place_sql(&w.p, "INSERT INTO address_end (mail_key, person, last_day) SELECT mail_key, "
			"person, 20000 FROM address WHERE mail_key = 'anna@school.example'");
	place_pass(&w.p, USEC_DAY);
	CHECK(waits(&w, &w.carl) && !waits(&w, &w.ben)); /* who was in already */
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 1);
	CHECK_ERR(share_set_term(&w.p.app, w.p.arena, &w.anna, w.share, 20010, 1), ERR_CONFLICT);
	CHECK_OK(share_draft(&w.p.app, w.p.arena, &w.anna, SHARE_WORK, &w.share));
	CHECK_INT(get(&w).places, 0);
	place_close(&w.p);
}

TEST(share_that_is_open_stands_before_all_that_are_over)
{
	struct world w;
	struct share_list all;
	struct public_id other;
	REQUIRE(set_up_link(&w));
	for (int i = 0; i < SHARES_SHOWN + 1; i++) {
		REQUIRE_OK(share_draft(&w.p.app, w.p.arena, &w.anna, SHARE_WORK, &other));
		REQUIRE_OK(share_begin(&w.p.app, w.p.arena, &w.anna, other));
		REQUIRE_OK(share_stop(&w.p.app, w.p.arena, &w.anna, other));
	}
	REQUIRE_OK(share_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK_INT((int64_t)all.len, SHARES_SHOWN);
	CHECK(public_id_eq(all.at[0].public, w.share) && public_id_eq(all.at[1].public, other));
	place_close(&w.p);
}

TEST(share_that_is_damaged_hides_no_other)
{
	struct world w;
	struct share_list all;
	REQUIRE(set_up(&w));
	REQUIRE_OK(share_draft(&w.p.app, w.p.arena, &w.anna, SHARE_MBO, &w.share));
	REQUIRE_OK(share_set_whom(
		&w.p.app, w.p.arena, &w.anna, w.share, SHARE_MBO, STR("Het Atrium")));
	REQUIRE_OK(share_begin(&w.p.app, w.p.arena, &w.anna, w.share));
	place_sql(&w.p, "UPDATE share SET code = receiver");
	REQUIRE(begin(&w));
	REQUIRE_OK(share_list(&w.p.app, w.p.arena, &w.anna, &all));
	REQUIRE(all.len == 2);
	CHECK(!all.at[0].is_damaged && all.at[0].code.len);
	CHECK(all.at[1].is_damaged && !all.at[1].code.len);
	CHECK_STR(all.at[1].receiver, "Het Atrium");
	place_close(&w.p);
}

TEST(share_says_the_same_of_withdrawn_and_unknown)
{
	struct world w;
	struct share_opened opened;
	REQUIRE(set_up_link(&w));
	struct str code = w.code;
	w.code = STR("00000-00000");
	err_t unknown = open_as(&w, &w.ben, &opened);
	w.code = code;
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	err_t withdrawn = open_as(&w, &w.ben, &opened);
	REQUIRE(unknown && withdrawn);
	CHECK_INT(unknown->code, withdrawn->code);
	CHECK(str_is(str_of(unknown->text), withdrawn->text));
	CHECK(str_is(str_of(unknown->field), withdrawn->field));
	err_free(unknown);
	err_free(withdrawn);
	place_close(&w.p);
}

TEST(share_that_has_ended_or_is_ones_own_says_so)
{
	struct world w;
	struct share_opened opened;
	REQUIRE(set_up_link(&w));
	CHECK_ERR(open_as(&w, &w.anna, &opened), ERR_INVALID);
	CHECK(!waits(&w, &w.ben));
	place_pass(&w.p, 800 * USEC_DAY);
	CHECK_INT(get(&w).state, SHARE_OVER);
	CHECK_ERR(open_as(&w, &w.carl, &opened), ERR_EXPIRED);
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 0);
	place_close(&w.p);
}

TEST(share_stops_at_once_and_comes_back_within_a_minute)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	CHECK(!waits(&w, &w.ben) && !waits(&w, &w.carl));
	CHECK_OK(share_refuse(&w.p.app, w.p.arena, &w.anna, visitor(&w, &w.carl).public));
	place_pass(&w.p, USEC_SECOND);
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 0);
	CHECK(get(&w).can_undo);
	CHECK_OK(share_undo(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 2);
	CHECK_INT((int64_t)scopes_seen(&w, &w.carl), 0);
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	place_pass(&w.p, GRANT_UNDO + 1);
	CHECK_ERR(share_undo(&w.p.app, w.p.arena, &w.anna, w.share), ERR_EXPIRED);
	place_close(&w.p);
}

TEST(share_that_stopped_lets_nobody_back_in_alone)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	const struct app *app = &w.p.app;
	CHECK(!waits(&w, &w.ben));
	struct public_id ben = visitor(&w, &w.ben).public;
	CHECK_OK(grant_stop(app, w.p.arena, &w.anna, ben));
	CHECK_OK(grant_undo(app, w.p.arena, &w.anna, ben));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 2);
	CHECK_OK(share_stop(app, w.p.arena, &w.anna, w.share));
	CHECK_ERR(grant_undo(app, w.p.arena, &w.anna, ben), ERR_EXPIRED);
	CHECK_ERR(grant_give_again(app, w.p.arena, &w.anna, ben), ERR_CONFLICT);
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 0);
	place_close(&w.p);
}

TEST(share_visitor_who_left_waits_for_a_new_yes)
{
	struct world w;
	REQUIRE(set_up_link(&w));
	CHECK(!waits(&w, &w.ben));
	for (int i = 0; i < 3; i++) {
		CHECK_OK(grant_leave(&w.p.app, w.p.arena, &w.ben, w.anna.public));
		CHECK(waits(&w, &w.ben));
	}
	CHECK(waits(&w, &w.ben));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_grant"), 1);
	CHECK_INT(get(&w).taken, 1);
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 1);
	place_pass(&w.p, USEC_HOUR + 1);
	CHECK_OK(grant_leave(&w.p.app, w.p.arena, &w.ben, w.anna.public));
	CHECK(waits(&w, &w.ben));
	struct str key = mailed_key(&w);
	CHECK_INT((int64_t)w.p.letters.len, 2);
	CHECK_OK(share_asked_let_in(&w.p.app, w.p.arena, key));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 2);
	place_close(&w.p);
}

TEST(share_tells_the_owner_who_answers_from_the_mail)
{
	struct world w;
	struct share_asked asked;
	REQUIRE(set_up_link(&w));
	waits(&w, &w.ben);
	struct str came = mailed_key(&w);
	CHECK_INT((int64_t)w.p.letters.len, 1);
	CHECK_STR(w.p.letters.at[0].to, "anna@school.example");
	waits(&w, &w.ben);
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 1);
	CHECK_OK(share_asked(&w.p.app, w.p.arena, came, &asked));
	CHECK_STR(asked.name, "Ben");
	CHECK_INT(asked.state, GRANT_ACTIVE);
	CHECK_OK(share_asked_refuse(&w.p.app, w.p.arena, came));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 0);
	CHECK_OK(share_asked_let_in(&w.p.app, w.p.arena, came));
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 0);
	waits(&w, &w.carl);
	CHECK(waits(&w, &w.dina));
	struct str asks = mailed_key(&w);
	CHECK_OK(share_asked(&w.p.app, w.p.arena, asks, &asked));
	CHECK_INT(asked.state, GRANT_WAITING);
	CHECK_OK(share_asked_let_in(&w.p.app, w.p.arena, asks));
	CHECK_INT((int64_t)scopes_seen(&w, &w.dina), 2);
	place_close(&w.p);
}

TEST(share_answers_by_no_other_key)
{
	struct world w;
	struct share_asked asked;
	REQUIRE(set_up_link(&w));
	waits(&w, &w.ben);
	struct str key = mailed_key(&w);
	struct token other = token_new(&random_system);
	CHECK_ERR(share_asked(&w.p.app, w.p.arena, token_print(w.p.arena, &other), &asked),
		ERR_INVALID);
	CHECK_ERR(share_asked(&w.p.app, w.p.arena, STR("x"), &asked), ERR_INVALID);
	CHECK_ERR(share_asked_let_in(&w.p.app, w.p.arena, STR("")), ERR_INVALID);
	place_pass(&w.p, SHARE_ANSWER_LIFE + 1);
	CHECK_ERR(share_asked_refuse(&w.p.app, w.p.arena, key), ERR_INVALID);
	CHECK_INT((int64_t)scopes_seen(&w, &w.ben), 2);
	place_close(&w.p);
}

TEST(share_received_is_the_receivers_own_list)
{
	struct world w;
	struct share_received_list mine = {0};
	REQUIRE(set_up_link(&w));
	waits(&w, &w.ben);
	CHECK_OK(share_received(&w.p.app, w.p.arena, &w.ben, &mine));
	REQUIRE(mine.len == 1);
	CHECK_STR(mine.at[0].name, "Anna");
	CHECK_INT(mine.at[0].state, GRANT_ACTIVE);
	CHECK(!mine.at[0].handled);
	struct public_id grant = mine.at[0].grant;
	CHECK_ERR(share_set_handled(&w.p.app, w.p.arena, &w.carl, grant), ERR_NOT_FOUND);
	CHECK_OK(share_set_handled(&w.p.app, w.p.arena, &w.ben, grant));
	CHECK_OK(share_set_handled(&w.p.app, w.p.arena, &w.ben, grant));
	CHECK_OK(share_received(&w.p.app, w.p.arena, &w.ben, &mine));
	CHECK(mine.at[0].handled);
	CHECK_OK(share_set_open(&w.p.app, w.p.arena, &w.ben, grant));
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK_OK(share_received(&w.p.app, w.p.arena, &w.ben, &mine));
	CHECK(mine.len == 1 && !mine.at[0].handled);
	CHECK_INT(mine.at[0].state, GRANT_STOPPED);
	CHECK_OK(share_received(&w.p.app, w.p.arena, &w.carl, &mine));
	CHECK_INT((int64_t)mine.len, 0);
	place_close(&w.p);
}

TEST(share_is_full_after_many_who_ask)
{
	struct world w;
	struct share_opened opened;
	REQUIRE(set_up_link(&w));
	for (int i = 0; i < SHARE_VISITORS_MOST; i++) {
		struct str mail = str_fmt(w.p.arena, "v%d@mbo.example", i);
		struct actor visitor = place_person(&w.p, "V", str_z(w.p.arena, mail));
		CHECK_OK(open_as(&w, &visitor, &opened));
	}
	CHECK_ERR(open_as(&w, &w.ben, &opened), ERR_CONFLICT);
	place_close(&w.p);
}

static err_t let_along(struct tx *tx, void *ctx)
{
	const struct world *w = ctx;
	usec now = clock_now(w->p.app.clock);
	struct row_id id;
	tx_allow(tx);
	for (int i = 0; i < GRANTS_MOST; i++) {
		struct grant_new g = {.public = public_id_new(&random_system),
			.owner = w->anna.person,
			.holder = w->carl.person,
			.kind = GRANT_COMPANION,
			.role = GRANT_OTHER,
			.terms = {{STR("who")}, 1, zone_day(now) + 10},
			.now = now};
		TRY(grant_add(tx, &g, &id));
	}
	return NULL;
}

TEST(share_of_an_owner_whom_many_see_is_full)
{
	struct world w;
	struct share_opened opened;
	REQUIRE(set_up_link(&w));
	REQUIRE(CHECK_OK(db_tx(w.p.app.db, let_along, &w)));
	err_t e = open_as(&w, &w.ben, &opened);
	REQUIRE(e);
	CHECK_INT(e->code, ERR_CONFLICT);
	CHECK_STR(str_of(e->text), "This link is full. Ask who gave it to you for a new one.");
	err_free(e);
	CHECK_INT(get(&w).taken, 0);
	place_close(&w.p);
}

struct runner {
	struct world *w;
	struct actor who;
	struct arena *arena;
	bool in, waits;
};

static void *run(void *ctx)
{
	struct runner *r = ctx;
	struct share_opened opened = {0};
	err_t e = share_open(&r->w->p.app, r->arena, &r->who, r->w->code, &opened);
	/* So many at once may be asked to come back in a moment. */
	for (int i = 0; i < CROWD && e && e->code == ERR_UNAVAILABLE; i++) {
		err_free(e);
		e = share_open(&r->w->p.app, r->arena, &r->who, r->w->code, &opened);
	}
	r->in = !e && !opened.waits;
	r->waits = !e && opened.waits;
	err_free(e);
	return NULL;
}

TEST(share_places_cannot_be_raced)
{
	struct world w;
	struct runner runners[CROWD];
	pthread_t threads[CROWD];
	int in = 0, waiting = 0;
	REQUIRE(set_up_link(&w));
	for (int i = 0; i < CROWD; i++) {
		struct str mail = str_fmt(w.p.arena, "r%d@mbo.example", i);
		runners[i] = (struct runner){
			&w, place_person(&w.p, "R", str_z(w.p.arena, mail)), arena_new()};
	}
	for (int i = 0; i < CROWD; i++)
		REQUIRE(!pthread_create(&threads[i], NULL, run, &runners[i]));
	for (int i = 0; i < CROWD; i++) {
		pthread_join(threads[i], NULL);
		arena_free(runners[i].arena);
		in += runners[i].in;
		waiting += runners[i].waits;
	}
	CHECK_INT(in, SHARE_PLACES);
	CHECK_INT(waiting, CROWD - SHARE_PLACES);
	CHECK_INT(get(&w).taken, SHARE_PLACES);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_grant WHERE accepted IS NOT NULL"),
		SHARE_PLACES);
	place_close(&w.p);
}
