/* What a change of a link that works does to who came by it; and what a receiver reads. */
#include "app/share_change.h"

#include "app/profile_photo.h"
#include "app/reading.h"
#include "app/share_read.h"
#include "unit/place.h"
#include "unit/unit.h"

#define SENTENCE "Ik droom van een eigen veerpont."
#define OTHER "Ik kan goed koken voor velen."

struct world {
	struct place p;
	struct actor anna, ben, carl, dina;
	struct public_id share;
	struct str code;
	struct public_id ben_grant;
	day today;
};

static void answer(struct world *w, const char *question, const char *text)
{
	struct passport_save in = {.question = str_of(question), .stored = str_of(text)};
	struct passport_saved saved;
	CHECK_OK(passport_save(&w->p.app, w->p.arena, &w->anna, &in, &saved));
}

static struct share get(struct world *w)
{
	struct share s = {0};
	CHECK_OK(share_get(&w->p.app, w->p.arena, &w->anna, w->share, &s));
	return s;
}

static struct share_opened open_as(struct world *w, const struct actor *who)
{
	struct share_opened opened = {0};
	CHECK_OK(share_open(&w->p.app, w->p.arena, who, w->code, &opened));
	return opened;
}

/* Anna shares two chapters; Ben has one of the two places. */
static bool set_up(struct world *w)
{
	*w = (struct world){0};
	if (!place_open(&w->p))
		return false;
	const struct app *app = &w->p.app;
	struct str parts[] = {STR("who"), STR("can")};
	w->today = zone_day(clock_now(app->clock));
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->ben = place_person(&w->p, "Ben", "ben@mbo.example");
	w->carl = place_person(&w->p, "Carl", "carl@mbo.example");
	w->dina = place_person(&w->p, "Dina", "dina@mbo.example");
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(app, w->p.arena, &w->anna, STR("going-to"), STR("mbo")));
	answer(w, "who.self", SENTENCE);
	answer(w, "can.good", OTHER);
	CHECK_OK(share_draft(app, w->p.arena, &w->anna, SHARE_MBO, &w->share));
	CHECK_OK(share_set_parts(app, w->p.arena, &w->anna, w->share, parts, 2));
	CHECK_OK(share_set_term(app, w->p.arena, &w->anna, w->share, w->today + 30, 2));
	CHECK_OK(share_begin(app, w->p.arena, &w->anna, w->share));
	struct share s = get(w);
	w->code = code_print(w->p.arena, &s.code);
	w->ben_grant = open_as(w, &w->ben).grant;
	return true;
}

static struct share_terms terms(struct world *w, const char *a, const char *b, int days, int places)
{
	struct str *scopes = arena_array(w->p.arena, struct str, 2);
	scopes[0] = str_of(a);
	scopes[1] = str_of(b);
	return (struct share_terms){scopes, b ? 2 : 1, w->today + days, places, STR("Mbo")};
}

static err_t change(struct world *w, const struct share_terms *t)
{
	return share_change(&w->p.app, w->p.arena, &w->anna, w->share, t);
}

static err_t change_more(struct world *w, const struct share_terms *t)
{
	return share_change_more(&w->p.app, w->p.arena, &w->anna, w->share, t);
}

static struct grant grant_of(struct world *w, struct public_id id)
{
	struct grant g = {0};
	CHECK_OK(grant_get(&w->p.app, w->p.arena, &w->anna, id, &g));
	return g;
}

static struct share_read read_as(struct world *w, const struct actor *who, struct public_id id)
{
	struct share_read read = {0};
	CHECK_OK(share_read(&w->p.app, w->p.arena, who, 0, id, &read));
	return read;
}

TEST(share_change_shows_less_at_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms less = terms(&w, "who", NULL, 10, 0);
	CHECK_OK(change(&w, &less));
	struct share s = get(&w);
	CHECK_INT((int64_t)s.scopes_len, 1);
	CHECK_INT(s.ends, w.today + 10);
	CHECK_INT(s.places, 1); /* Ben took it */
	CHECK_STR(s.receiver, "Mbo");
	struct grant ben = grant_of(&w, w.ben_grant);
	CHECK(ben.scopes_len == 1 && str_is(ben.scopes[0], "who"));
	CHECK_INT(ben.ends, w.today + 10);
	CHECK_INT((int64_t)read_as(&w, &w.ben, w.ben_grant).whole.count, 1);
	CHECK(open_as(&w, &w.carl).waits);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'share.change'"), 1);
	CHECK(!store_holds(&w.p.store, STR("Mbo")));
	place_close(&w.p);
}

TEST(share_change_shows_more_after_a_clear_yes)
{
	static const struct {
		const char *a, *b;
		int days, places;
	} more[] = {{"who", "want", 30, 2}, {"who", "can", 31, 2}, {"who", "can", 30, 3}};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++) {
		struct share_terms t =
			terms(&w, more[i].a, more[i].b, more[i].days, more[i].places);
		CHECK_ERR(change(&w, &t), ERR_CONFLICT);
	}
	CHECK_INT(get(&w).ends, w.today + 30);
	struct share_terms all = terms(&w, "who", "want", 60, 3);
	CHECK_OK(change_more(&w, &all));
	struct grant ben = grant_of(&w, w.ben_grant);
	CHECK(ben.scopes_len == 2 && str_is(ben.scopes[0], "want"));
	CHECK_INT(ben.ends, w.today + 60);
	CHECK(!open_as(&w, &w.carl).waits && !open_as(&w, &w.dina).waits);
	place_close(&w.p);
}

TEST(share_change_gives_nobody_more_than_the_owner_gave_them)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(profile_photo_set(&w.p.app, w.p.arena, &w.anna, STR("ik.png"), place_png()));
	CHECK(read_as(&w, &w.ben, w.ben_grant).about.has_photo);
	const struct grant_terms own = {{STR("can")}, 1, w.today + 5};
	CHECK_OK(grant_change(&w.p.app, w.p.arena, &w.anna, w.ben_grant, &own));
	struct share_terms more = terms(&w, "who", "want", 60, 2);
	CHECK_OK(change_more(&w, &more));
	struct grant ben = grant_of(&w, w.ben_grant);
	CHECK_INT((int64_t)ben.scopes_len, 0);
	CHECK_INT(ben.ends, w.today + 5);
	CHECK_INT((int64_t)read_as(&w, &w.ben, w.ben_grant).whole.count, 0);
	CHECK(!read_as(&w, &w.ben, w.ben_grant).about.has_photo);
	place_close(&w.p);
}

/* Ben was let in again, with what the link shows since, and no longer. */
static void check_less(struct world *w, struct public_id grant)
{
	struct grant ben = grant_of(w, grant);
	CHECK(ben.state == GRANT_ACTIVE && ben.scopes_len == 1 && str_is(ben.scopes[0], "who"));
	CHECK_INT(ben.ends, w->today + 10);
	CHECK_INT((int64_t)read_as(w, &w->ben, grant).whole.count, 1);
}

TEST(share_change_counts_for_who_left_and_comes_back)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms less = terms(&w, "who", NULL, 10, 0);
	CHECK_OK(grant_leave(&w.p.app, w.p.arena, &w.ben, w.anna.public));
	CHECK_OK(change(&w, &less));
	CHECK_INT(grant_of(&w, w.ben_grant).state, GRANT_LEFT);
	CHECK(open_as(&w, &w.ben).waits);
	CHECK_OK(share_let_in(&w.p.app, w.p.arena, &w.anna, w.ben_grant));
	check_less(&w, w.ben_grant);
	place_close(&w.p);
}

TEST(share_change_counts_for_an_end_that_is_undone)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms less = terms(&w, "who", NULL, 10, 0);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, w.ben_grant));
	CHECK_OK(change(&w, &less));
	CHECK_INT(grant_of(&w, w.ben_grant).state, GRANT_STOPPED);
	CHECK_OK(grant_undo(&w.p.app, w.p.arena, &w.anna, w.ben_grant));
	check_less(&w, w.ben_grant);
	place_close(&w.p);
}

static struct public_id give_ben_again(struct world *w)
{
	struct grant_list all = {0};
	CHECK_OK(grant_give_again(&w->p.app, w->p.arena, &w->anna, w->ben_grant));
	CHECK_OK(grant_list(&w->p.app, w->p.arena, &w->anna, &all));
	return CHECK(all.len == 2) ? all.at[0].public : w->ben_grant;
}

TEST(share_change_counts_for_who_is_let_in_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms less = terms(&w, "who", NULL, 10, 0);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, w.ben_grant));
	CHECK_OK(change(&w, &less));
	check_less(&w, give_ben_again(&w));
	place_close(&w.p);
}

TEST(share_change_whoever_is_let_in_again_stays_no_longer_than_the_link)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms less = terms(&w, "who", NULL, 10, 0);
	const struct grant_terms own = {{STR("who"), STR("can")}, 2, w.today + 1};
	CHECK_OK(grant_change(&w.p.app, w.p.arena, &w.anna, w.ben_grant, &own));
	CHECK_OK(change(&w, &less));
	place_pass(&w.p, 3 * USEC_DAY);
	check_less(&w, give_ben_again(&w));
	place_close(&w.p);
}

TEST(share_change_is_the_owners_of_a_link_that_works)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct share_terms t = terms(&w, "who", NULL, 10, 2), none = {0};
	CHECK_ERR(share_change(app, w.p.arena, &w.ben, w.share, &t), ERR_NOT_FOUND);
	CHECK_ERR(share_change_more(app, w.p.arena, &w.ben, w.share, &t), ERR_NOT_FOUND);
	none.ends = w.today;
	CHECK_ERR(change(&w, &none), ERR_INVALID);
	t.ends = w.today - 1;
	CHECK_ERR(change(&w, &t), ERR_INVALID);
	t.ends = w.today;
	t.places = SHARE_PLACES_MOST + 1;
	CHECK_ERR(change_more(&w, &t), ERR_INVALID);
	t.places = 2;
	place_sql(&w.p, "DELETE FROM address WHERE mail_key = 'anna@school.example'");
	CHECK_ERR(change(&w, &t), ERR_INVALID);
	t.places = 0;
	CHECK_OK(change(&w, &t));
	CHECK_OK(share_stop(app, w.p.arena, &w.anna, w.share));
	CHECK_ERR(change_more(&w, &t), ERR_CONFLICT);
	CHECK_OK(share_draft(app, w.p.arena, &w.anna, SHARE_MBO, &w.share));
	CHECK_ERR(change_more(&w, &t), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(share_read_opens_what_is_shared_and_tells_the_owner)
{
	struct world w;
	struct reading_page seen;
	REQUIRE(set_up(&w));
	struct share_read read = read_as(&w, &w.ben, w.ben_grant);
	CHECK_STR(read.about.name, "Anna");
	CHECK_INT(read.about.state, GRANT_ACTIVE);
	REQUIRE(read.has_passport && read.whole.count == 2);
	CHECK_STR(read.whole.chapters[0].answers[0].stored, SENTENCE);
	CHECK_INT((int64_t)read.whole.hidden_count, 0);
	read_as(&w, &w.ben, w.ben_grant);
	CHECK_OK(reading_list(&w.p.app, w.p.arena, &w.anna, 1, &seen));
	REQUIRE(seen.len == 2);
	CHECK_INT(seen.at[0].times, 1);
	place_pass(&w.p, READING_AGAIN);
	read_as(&w, &w.ben, w.ben_grant);
	CHECK_OK(reading_list(&w.p.app, w.p.arena, &w.anna, 1, &seen));
	REQUIRE(seen.len == 2);
	CHECK_INT(seen.at[0].times, 2);
	CHECK_STR(seen.at[0].name, "Ben");
	place_close(&w.p);
}

TEST(share_read_leaves_the_fact_alone)
{
	struct world w;
	struct share_read read;
	REQUIRE(set_up(&w));
	open_as(&w, &w.carl);
	struct public_id dina = open_as(&w, &w.dina).grant;
	read = read_as(&w, &w.dina, dina);
	CHECK(read.about.state == GRANT_WAITING && !read.has_passport && !read.whole.count);
	CHECK_ERR(share_read(&w.p.app, w.p.arena, &w.carl, 0, w.ben_grant, &read), ERR_NOT_FOUND);
	CHECK_ERR(share_read(&w.p.app, w.p.arena, &w.anna, 0, w.ben_grant, &read), ERR_NOT_FOUND);
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	read = read_as(&w, &w.ben, w.ben_grant);
	CHECK(read.about.state == GRANT_STOPPED && !read.has_passport && !read.whole.count);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_reading"), 0);
	CHECK_OK(share_undo(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK_INT((int64_t)read_as(&w, &w.ben, w.ben_grant).whole.count, 2);
	place_pass(&w.p, 31 * USEC_DAY);
	read = read_as(&w, &w.ben, w.ben_grant);
	CHECK(read.about.state == GRANT_OVER && !read.has_passport && !read.whole.count);
	place_close(&w.p);
}

TEST(share_yes_is_mailed_once_to_who_waited)
{
	struct world w;
	REQUIRE(set_up(&w));
	open_as(&w, &w.carl);
	struct share_opened dina = open_as(&w, &w.dina);
	REQUIRE(dina.waits);
	place_mail(&w.p);
	size_t told = w.p.letters.len;
	CHECK_OK(share_let_in(&w.p.app, w.p.arena, &w.anna, dina.grant));
	CHECK_OK(share_let_in(&w.p.app, w.p.arena, &w.anna, dina.grant));
	struct place_letter letter = place_mail(&w.p);
	CHECK(w.p.letters.len == told + 1);
	CHECK_STR(letter.to, "dina@mbo.example");
	struct str page = public_id_print(w.p.arena, dina.grant);
	CHECK(str_search(letter.text, str_fmt(w.p.arena, "/shared/%.*s", STR_ARG(page))) <
		letter.text.len);
	place_close(&w.p);
}

TEST(share_yes_from_the_mail_tells_who_waited_too)
{
	struct world w;
	REQUIRE(set_up(&w));
	open_as(&w, &w.carl);
	REQUIRE(open_as(&w, &w.dina).waits);
	struct str asks = place_mail(&w.p).text,
		   link = str_from(asks, str_search(asks, STR("/s/answer#")));
	str_cut(&link, '#');
	struct str key = str_trim(str_cut(&link, '\n'));
	CHECK_OK(share_asked_let_in(&w.p.app, w.p.arena, key));
	CHECK_STR(place_mail(&w.p).to, "dina@mbo.example");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'share.yes'"), 1);
	place_close(&w.p);
}

TEST(share_change_is_taken_back_for_a_minute)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!get(&w).can_undo_change);
	CHECK_ERR(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share), ERR_EXPIRED);
	struct grant_terms own = {{STR("who")}, 1, w.today + 3};
	CHECK_OK(grant_change(&w.p.app, w.p.arena, &w.anna, w.ben_grant, &own));
	struct share_terms other = terms(&w, "can", "want", 60, 5);
	CHECK_OK(change_more(&w, &other));
	CHECK_INT((int64_t)grant_of(&w, w.ben_grant).scopes_len, 0);
	struct public_id carl = open_as(&w, &w.carl).grant;
	place_pass(&w.p, GRANT_UNDO);
	CHECK(get(&w).can_undo_change);
	CHECK_ERR(share_change_undo(&w.p.app, w.p.arena, &w.ben, w.share), ERR_NOT_FOUND);
	CHECK_OK(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share));
	struct share s = get(&w);
	CHECK(s.scopes_len == 2 && str_is(s.scopes[0], "can") && str_is(s.scopes[1], "who"));
	CHECK_INT(s.ends, w.today + 30);
	CHECK_INT(s.places, 2);
	CHECK(!s.receiver.len && !s.can_undo_change);
	struct grant ben = grant_of(&w, w.ben_grant);
	CHECK(ben.scopes_len == 1 && str_is(ben.scopes[0], "who"));
	CHECK_INT(ben.ends, w.today + 3);
	CHECK_INT(grant_of(&w, carl).ends, w.today + 30); /* came by what it was meanwhile */
	CHECK_ERR(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share), ERR_EXPIRED);
	CHECK_OK(change_more(&w, &other));
	place_pass(&w.p, GRANT_UNDO + 1);
	CHECK(!get(&w).can_undo_change);
	CHECK_ERR(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share), ERR_EXPIRED);
	place_close(&w.p);
}

/* A reload of the page sends the same again. */
TEST(share_change_sent_twice_is_taken_back_as_one)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms other = terms(&w, "can", "want", 60, 5);
	CHECK_OK(change_more(&w, &other));
	CHECK_OK(change_more(&w, &other));
	CHECK_OK(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK_INT(get(&w).ends, w.today + 30);
	place_close(&w.p);
}

/* What was done to one person afterwards is not undone with it. */
TEST(share_change_is_not_taken_back_over_a_later_one)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms longer = terms(&w, "who", "can", 60, 5);
	struct grant_terms own = {{STR("who")}, 1, w.today + 3};
	CHECK_OK(change_more(&w, &longer));
	CHECK_OK(grant_change(&w.p.app, w.p.arena, &w.anna, w.ben_grant, &own));
	CHECK(!get(&w).can_undo_change);
	CHECK_ERR(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share), ERR_EXPIRED);
	CHECK_INT((int64_t)grant_of(&w, w.ben_grant).scopes_len, 1);
	place_close(&w.p);
}

TEST(share_change_that_was_stopped_meanwhile_stays_stopped)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms less = terms(&w, "who", NULL, 10, 0);
	CHECK_OK(change(&w, &less));
	CHECK_OK(share_stop(&w.p.app, w.p.arena, &w.anna, w.share));
	CHECK(!get(&w).can_undo_change);
	CHECK_ERR(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share), ERR_EXPIRED);
	place_close(&w.p);
}

TEST(share_change_forgets_what_was_after_a_minute)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct share_terms less = terms(&w, "who", NULL, 10, 0);
	CHECK_OK(change(&w, &less));
	place_pass(&w.p, GRANT_UNDO);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM share WHERE was IS NOT NULL"), 1);
	CHECK(get(&w).can_undo_change);
	place_pass(&w.p, 1);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM share WHERE was IS NULL AND"
				  " receiver_was IS NULL AND changed IS NULL"),
		1);
	place_close(&w.p);
}
