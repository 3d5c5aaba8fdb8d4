#include "app/consent.h"

#include "app/conversation.h"
#include "app/contact.h"
#include "app/erase.h"
#include "app/limit.h"
#include "app/offer.h"
#include "app/share_change.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#define YEARS(n) ((n)*366)

struct world {
	struct place p;
	struct actor anna, mama, coach;
	struct public_id share;
};

static const struct str care[] = {{"care", 4}};

/* Lets somebody with an account look along, with their code. */
static err_t let_in(struct world *w, const struct actor *who, enum grant_role role,
	const struct grant_terms *terms)
{
	struct code code;
	CHECK_OK(contact_code_renew(&w->p.app, w->p.arena, who, NULL));
	CHECK_OK(contact_code(&w->p.app, w->p.arena, who, NULL, &code));
	struct contact_new new = {
		.code = code_print(w->p.arena, &code), .role = role, .terms = *terms};
	return contact_add(&w->p.app, w->p.arena, &w->anna, &new);
}

static struct grant_terms terms(const struct world *w, const char *one, const char *two)
{
	struct grant_terms t = {.ends = zone_day(clock_now(w->p.app.clock)) + 10};
	t.scopes[t.scopes_len++] = str_of(one);
	if (two)
		t.scopes[t.scopes_len++] = str_of(two);
	return t;
}

/* Anna is 15 where the rule says 16; her mother and a coach look along with one chapter. */
static bool set_up(struct world *w)
{
	*w = (struct world){0};
	if (!place_open(&w->p))
		return false;
	w->p.app.consent_age = 16;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->mama = place_person(&w->p, "Mama", "mama@thuis.example");
	w->coach = place_person(&w->p, "Coach", "coach@club.example");
	struct content_picks picks = {{STR("yes"), STR("mbo")}};
	struct grant_terms who = terms(w, "who", NULL);
	day today = zone_day(clock_now(w->p.app.clock));
	return CHECK_OK(passport_choose(&w->p.app, w->p.arena, &w->anna, &picks)) &&
	       CHECK_OK(age_say(&w->p.app, w->p.arena, &w->anna, today - YEARS(15))) &&
	       CHECK_OK(let_in(w, &w->mama, GRANT_PARENT, &who)) &&
	       CHECK_OK(let_in(w, &w->coach, GRANT_COACH, &who));
}

static enum consent_state state(struct world *w)
{
	struct consent c = {0};
	CHECK_OK(consent_of(&w->p.app, w->p.arena, &w->anna, &c));
	return c.state;
}

static err_t check(struct world *w)
{
	return consent_check(&w->p.app, w->p.arena, &w->anna, care, 1);
}

static bool reads_care(struct world *w, const struct actor *who)
{
	struct with_chapter chapter;
	err_t e = with_read(&w->p.app, w->p.arena, who, 0, w->anna.public, SCOPE_CARE, &chapter);
	CHECK(!e || e->code == ERR_NOT_FOUND);
	bool reads = !e;
	err_free(e);
	return reads;
}

TEST(consent_is_asked_by_a_rule_alone)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(state(&w), CONSENT_MISSING);
	CHECK_ERR(check(&w), ERR_INVALID);
	REQUIRE_OK(age_forget(&w.p.app, &w.anna));
	CHECK_INT(state(&w), CONSENT_NO_AGE);
	CHECK_ERR(check(&w), ERR_INVALID);
	CHECK_OK(consent_check(&w.p.app, w.p.arena, &w.anna, &(struct str){"who", 3}, 1));
	w.p.app.consent_age = 0;
	CHECK_INT(state(&w), CONSENT_NOT_NEEDED);
	CHECK_OK(check(&w));
	CHECK_ERR(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public), ERR_NOT_FOUND);
	w.p.app.consent_age = 16;
	REQUIRE_OK(age_say(
		&w.p.app, w.p.arena, &w.anna, zone_day(clock_now(w.p.app.clock)) - YEARS(17)));
	CHECK_INT(state(&w), CONSENT_NOT_NEEDED);
	CHECK_OK(check(&w));
	place_close(&w.p);
}

TEST(consent_stands_before_every_way_of_sharing)
{
	struct world w;
	struct grant_list all;
	REQUIRE(set_up(&w));
	struct grant_terms with_care = terms(&w, "who", "care");
	struct offer_new offer = {
		.called = STR("Oom"), .mail = STR("oom@thuis.example"), .terms = with_care};
	CHECK_ERR(offer_send(&w.p.app, w.p.arena, &w.anna, &offer), ERR_INVALID);
	CHECK_ERR(let_in(&w, &w.coach, GRANT_COACH, &with_care), ERR_INVALID);
	REQUIRE_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK_ERR(grant_change(&w.p.app, w.p.arena, &w.anna, all.at[0].public, &with_care),
		ERR_INVALID);
	REQUIRE_OK(share_draft(&w.p.app, w.p.arena, &w.anna, SHARE_MBO, &w.share));
	CHECK_ERR(share_set_parts(&w.p.app, w.p.arena, &w.anna, w.share, care, 1), ERR_INVALID);
	place_close(&w.p);
}

TEST(consent_of_a_parent_opens_the_way)
{
	struct world w;
	struct grant_list all;
	struct consent_asked asked;
	struct consent c;
	REQUIRE(set_up(&w));
	REQUIRE_OK(consent_with(&w.p.app, w.p.arena, &w.mama, w.anna.public, &asked));
	CHECK(asked.is_asked && asked.age == 16 && !asked.given);
	REQUIRE_OK(consent_with(&w.p.app, w.p.arena, &w.coach, w.anna.public, &asked));
	CHECK(!asked.is_asked);
	CHECK_ERR(consent_give(&w.p.app, w.p.arena, &w.coach, w.anna.public), ERR_NOT_FOUND);
	CHECK_ERR(consent_give(&w.p.app, w.p.arena, &w.anna, w.anna.public), ERR_NOT_FOUND);
	CHECK_ERR(consent_give(&w.p.app, w.p.arena, &w.mama, w.coach.public), ERR_NOT_FOUND);
	REQUIRE_OK(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	REQUIRE_OK(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM care_consent"), 1);
	REQUIRE_OK(consent_of(&w.p.app, w.p.arena, &w.anna, &c));
	CHECK(c.state == CONSENT_GIVEN && c.given == clock_now(w.p.app.clock));
	CHECK_STR(c.name, "Mama");
	CHECK_OK(check(&w));
	struct grant_terms with_care = terms(&w, "who", "care");
	REQUIRE_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK_OK(grant_change(&w.p.app, w.p.arena, &w.anna, all.at[0].public, &with_care));
	CHECK(reads_care(&w, &w.coach) && !reads_care(&w, &w.mama));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'consent.give'"), 1);
	place_close(&w.p);
}

/* With consent the coach reads health and care, and a link has it. */
static bool set_up_shared(struct world *w)
{
	struct grant_list all;
	if (!set_up(w) ||
		!CHECK_OK(consent_give(&w->p.app, w->p.arena, &w->mama, w->anna.public)) ||
		!CHECK_OK(grant_list(&w->p.app, w->p.arena, &w->anna, &all)))
		return false;
	struct grant_terms with_care = terms(w, "who", "care");
	CHECK_OK(grant_change(&w->p.app, w->p.arena, &w->anna, all.at[0].public, &with_care));
	CHECK_OK(share_draft(&w->p.app, w->p.arena, &w->anna, SHARE_MBO, &w->share));
	CHECK_OK(share_set_parts(&w->p.app, w->p.arena, &w->anna, w->share, care, 1));
	return CHECK(reads_care(w, &w->coach));
}

TEST(consent_withdrawn_ends_at_once)
{
	struct world w;
	struct share share;
	struct grant_list all;
	REQUIRE(set_up_shared(&w));
	CHECK_ERR(consent_withdraw(&w.p.app, w.p.arena, &w.coach, w.anna.public), ERR_NOT_FOUND);
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK(!reads_care(&w, &w.coach));
	REQUIRE_OK(share_get(&w.p.app, w.p.arena, &w.anna, w.share, &share));
	CHECK_INT((int64_t)share.scopes_len, 0);
	CHECK_INT(state(&w), CONSENT_MISSING);
	REQUIRE_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	CHECK(all.at[0].scopes_len == 1 && all.at[0].state == GRANT_ACTIVE);
	CHECK_ERR(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM care_consent WHERE withdrawn IS NOT NULL"),
		1);
	place_close(&w.p);
}

/* Nor does taking back a change of the link bring it back. */
TEST(consent_withdrawn_is_not_undone_with_a_link)
{
	struct world w;
	struct str who[] = {STR("who")};
	REQUIRE(set_up_shared(&w));
	day ends = zone_day(clock_now(w.p.app.clock)) + 10;
	const struct share_terms less = {who, 1, ends, 0, STR("Mbo")};
	REQUIRE_OK(share_set_term(&w.p.app, w.p.arena, &w.anna, w.share, ends, 0));
	REQUIRE_OK(share_begin(&w.p.app, w.p.arena, &w.anna, w.share));
	REQUIRE_OK(share_change_more(&w.p.app, w.p.arena, &w.anna, w.share, &less));
	REQUIRE_OK(age_say(&w.p.app, w.p.arena, &w.anna, ends - YEARS(14)));
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK_ERR(share_change_undo(&w.p.app, w.p.arena, &w.anna, w.share), ERR_EXPIRED);
	place_close(&w.p);
}

struct holding {
	struct row_id owner;
	usec now;
};

static err_t hold(struct tx *tx, void *ctx)
{
	const struct holding *h = ctx;
	TRY(access_keep_house(tx));
	return consent_hold(tx, h->owner, care, 1, h->now);
}

TEST(consent_withdrawn_between_check_and_act)
{
	struct world w;
	REQUIRE(set_up_shared(&w));
	struct holding h = {w.anna.person, clock_now(w.p.app.clock)};
	CHECK_OK(db_tx(w.p.app.db, hold, &h));
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK_ERR(db_tx(w.p.app.db, hold, &h), ERR_CONFLICT);
	h.now += CONSENT_CHECKED + 1;
	CHECK_OK(db_tx(w.p.app.db, hold, &h));
	place_close(&w.p);
}

TEST(consent_can_be_withdrawn_by_who_looks_along_no_more)
{
	struct world w;
	struct consent_list given;
	REQUIRE(set_up_shared(&w));
	REQUIRE_OK(grant_leave(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	REQUIRE_OK(consent_list(&w.p.app, w.p.arena, &w.mama, &given));
	REQUIRE(given.len == 1);
	CHECK_STR(given.at[0].name, "Anna");
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK(!reads_care(&w, &w.coach));
	REQUIRE_OK(consent_list(&w.p.app, w.p.arena, &w.mama, &given));
	CHECK_INT((int64_t)given.len, 0);
	place_close(&w.p);
}

/* A second parent, who agrees too. */
static struct actor add_papa(struct world *w)
{
	struct actor papa = place_person(&w->p, "Papa", "papa@thuis.example");
	struct grant_terms who = terms(w, "who", NULL);
	CHECK_OK(let_in(w, &papa, GRANT_PARENT, &who));
	CHECK_OK(consent_give(&w->p.app, w->p.arena, &papa, w->anna.public));
	return papa;
}

TEST(consent_of_two_parents_ends_when_one_takes_it_back)
{
	struct world w;
	struct consent_asked asked;
	REQUIRE(set_up_shared(&w));
	struct actor papa = add_papa(&w);
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK(!reads_care(&w, &w.coach));
	CHECK_INT(state(&w), CONSENT_MISSING);
	REQUIRE_OK(consent_with(&w.p.app, w.p.arena, &papa, w.anna.public, &asked));
	CHECK(asked.is_asked && !asked.given);
	REQUIRE_OK(consent_give(&w.p.app, w.p.arena, &papa, w.anna.public));
	CHECK_INT(state(&w), CONSENT_GIVEN);
	place_close(&w.p);
}

TEST(consent_ends_with_the_account_of_the_parent)
{
	struct world w;
	REQUIRE(set_up_shared(&w));
	REQUIRE_OK(erase_person(&w.p.app, w.mama.public));
	CHECK(!reads_care(&w, &w.coach));
	CHECK_INT(state(&w), CONSENT_MISSING);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM care_consent WHERE withdrawn IS NULL"), 0);
	place_close(&w.p);
}

TEST(consent_of_who_is_erased_did_not_matter_to_who_is_old_enough)
{
	struct world w;
	struct holding h;
	REQUIRE(set_up_shared(&w));
	REQUIRE_OK(age_say(
		&w.p.app, w.p.arena, &w.anna, zone_day(clock_now(w.p.app.clock)) - YEARS(17)));
	REQUIRE_OK(erase_person(&w.p.app, w.mama.public));
	CHECK(reads_care(&w, &w.coach));
	h = (struct holding){w.anna.person, clock_now(w.p.app.clock)};
	CHECK_OK(db_tx(w.p.app.db, hold, &h));
	place_close(&w.p);
}

static int64_t apply_rule(struct world *w, int age)
{
	int64_t closed = -1;
	w->p.app.consent_age = age;
	CHECK_OK(consent_apply_rule(&w->p.app, &closed));
	return closed;
}

/* Anna shares health and care where there is no rule. */
static bool set_up_without_rule(struct world *w)
{
	struct grant_list all;
	if (!set_up(w))
		return false;
	w->p.app.consent_age = 0;
	struct grant_terms with_care = terms(w, "who", "care");
	return CHECK_OK(grant_list(&w->p.app, w->p.arena, &w->anna, &all)) &&
	       CHECK_OK(grant_change(
		       &w->p.app, w->p.arena, &w->anna, all.at[0].public, &with_care)) &&
	       CHECK(reads_care(w, &w->coach));
}

TEST(consent_rule_counts_for_what_is_shared_already)
{
	struct world w;
	REQUIRE(set_up_without_rule(&w));
	CHECK_INT(apply_rule(&w, 0), 0);
	CHECK_INT(apply_rule(&w, 13), 0);
	CHECK(reads_care(&w, &w.coach));
	CHECK_INT(apply_rule(&w, 16), 1);
	CHECK(!reads_care(&w, &w.coach));
	CHECK_INT(apply_rule(&w, 16), 0);
	place_close(&w.p);
}

TEST(consent_rule_knows_no_age_and_who_agreed)
{
	struct world w;
	REQUIRE(set_up_without_rule(&w));
	place_sql(&w.p, "DELETE FROM birth_date WHERE changed > 0");
	w.p.app.consent_age = 16;
	REQUIRE_OK(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK_INT(apply_rule(&w, 15), 0);
	CHECK(reads_care(&w, &w.coach));
	place_sql(&w.p, "UPDATE care_consent SET withdrawn = 1");
	CHECK_INT(apply_rule(&w, 16), 1);
	CHECK(!reads_care(&w, &w.coach));
	place_close(&w.p);
}

TEST(consent_does_not_matter_to_who_is_old_enough)
{
	struct world w;
	REQUIRE(set_up_shared(&w));
	REQUIRE_OK(age_say(
		&w.p.app, w.p.arena, &w.anna, zone_day(clock_now(w.p.app.clock)) - YEARS(17)));
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	CHECK(reads_care(&w, &w.coach));
	struct holding h = {w.anna.person, clock_now(w.p.app.clock)};
	CHECK_OK(db_tx(w.p.app.db, hold, &h));
	REQUIRE_OK(age_say(
		&w.p.app, w.p.arena, &w.anna, zone_day(clock_now(w.p.app.clock)) - YEARS(15)));
	CHECK(!reads_care(&w, &w.coach));
	place_close(&w.p);
}

TEST(consent_stops_a_part_from_coming_back)
{
	struct world w;
	struct grant_list all;
	REQUIRE(set_up_shared(&w));
	REQUIRE_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	REQUIRE_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, all.at[0].public));
	place_pass(&w.p, USEC_HOUR);
	w.p.app.consent_age = 0;
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	w.p.app.consent_age = 16;
	REQUIRE_OK(grant_give_again(&w.p.app, w.p.arena, &w.anna, all.at[0].public));
	CHECK(!reads_care(&w, &w.coach));
	place_close(&w.p);
}

TEST(consent_that_a_parent_says_no_to_is_told)
{
	struct world w;
	struct consent c;
	struct consent_asked asked;
	REQUIRE(set_up(&w));
	place_mail(&w.p);
	CHECK_ERR(consent_refuse(&w.p.app, w.p.arena, &w.coach, w.anna.public), ERR_NOT_FOUND);
	int told = (int)w.p.letters.len;
	REQUIRE_OK(consent_refuse(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	REQUIRE_OK(consent_refuse(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	struct place_letter letter = place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, told + 1);
	CHECK_STR(letter.to, "anna@school.example");
	REQUIRE_OK(consent_of(&w.p.app, w.p.arena, &w.anna, &c));
	CHECK(c.state == CONSENT_MISSING && c.refused == clock_now(w.p.app.clock));
	REQUIRE_OK(consent_with(&w.p.app, w.p.arena, &w.mama, w.anna.public, &asked));
	CHECK(asked.refused == c.refused && !asked.given);
	REQUIRE_OK(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, told + 2);
	CHECK_INT(state(&w), CONSENT_GIVEN);
	CHECK_ERR(consent_refuse(&w.p.app, w.p.arena, &w.mama, w.anna.public), ERR_NOT_FOUND);
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, told + 3);
	REQUIRE_OK(consent_of(&w.p.app, w.p.arena, &w.anna, &c));
	CHECK(c.state == CONSENT_MISSING && c.withdrawn && !c.refused);
	w.p.app.consent_age = 0;
	CHECK_ERR(consent_refuse(&w.p.app, w.p.arena, &w.mama, w.anna.public), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(consent_words_of_one_parent_are_limited)
{
	struct world w;
	REQUIRE(set_up(&w));
	for (int i = 0; i < limit_rule(LIMIT_CONSENT)->burst; i += 2) {
		REQUIRE_OK(consent_refuse(&w.p.app, w.p.arena, &w.mama, w.anna.public));
		REQUIRE_OK(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public));
		REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	}
	CHECK_ERR(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public), ERR_RATE_LIMITED);
	place_close(&w.p);
}

TEST(consent_that_nobody_needs_tells_nobody)
{
	struct world w;
	REQUIRE(set_up(&w));
	day today = zone_day(clock_now(w.p.app.clock));
	REQUIRE_OK(age_say(&w.p.app, w.p.arena, &w.anna, today - YEARS(17)));
	place_mail(&w.p);
	int told = (int)w.p.letters.len;
	REQUIRE_OK(consent_give(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	REQUIRE_OK(consent_withdraw(&w.p.app, w.p.arena, &w.mama, w.anna.public));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, told);
	place_close(&w.p);
}
