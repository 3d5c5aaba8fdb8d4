#include "app/offer.h"

#include "crypto/code.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna, papa, other;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->papa = place_person(&w->p, "Jan", "jan@thuis.example");
	w->other = place_person(&w->p, "Bo", "bo@thuis.example");
	return true;
}

static struct offer_new to(struct world *w, const char *mail)
{
	return (struct offer_new){
		.called = STR("Papa"),
		.mail = str_of(mail),
		.language = STR("nl"),
		.message = STR("lees je mee met mij?"),
		.role = GRANT_PARENT,
		.terms = {{STR("who"), STR("can")}, 2,
			zone_day(clock_now(w->p.app.clock)) + GRANT_DAYS},
	};
}

static struct str invite(struct world *w)
{
	struct offer_new in = to(w, "Papa@thuis.example");
	CHECK_OK(offer_send(&w->p.app, w->p.arena, &w->anna, &in));
	struct place_letter letter = place_mail(&w->p);
	struct str code = place_long_code(&letter);
	CHECK_INT((int64_t)code.len, CODE_LONG + 1);
	return code;
}

static struct grant only(struct world *w)
{
	struct grant_list all = {0};
	CHECK_OK(grant_list(&w->p.app, w->p.arena, &w->anna, &all));
	CHECK_INT((int64_t)all.len, 1);
	return all.len ? all.at[0] : (struct grant){0};
}

static err_t accept(struct world *w, const struct actor *actor, struct str code)
{
	struct public_id owner;
	return offer_accept(&w->p.app, w->p.arena, actor, code, &owner);
}

/* The learner knows in which language; sent again, it is the same. */
TEST(offer_comes_in_the_language_that_the_invited_reads)
{
	static const char *const subject = "دعوة من \u2068Anna\u2069 للاطّلاع على جواز التعلّم";
	struct world w;
	struct offer found;
	REQUIRE(set_up(&w));
	struct offer_new in = to(&w, "Papa@thuis.example");
	in.reads = STR("ar");
	CHECK_OK(offer_send(&w.p.app, w.p.arena, &w.anna, &in));
	CHECK_STR(place_mail(&w.p).subject, subject);
	CHECK_STR(only(&w).language, "ar");
	CHECK_OK(offer_send_again(&w.p.app, w.p.arena, &w.anna, only(&w).public, STR("nl")));
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.subject, subject);
	CHECK_OK(offer_look(&w.p.app, w.p.arena, &w.papa, place_long_code(&letter), &found));
	CHECK_STR(found.reads, "ar");
	place_close(&w.p);
}

TEST(offer_mail_holds_code_and_link_and_no_content)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "Papa@thuis.example");
	CHECK(str_has(letter.subject, "Anna"));
	struct str link =
		str_fmt(w.p.arena, "https://leerpas.example.test/invited#%.*s", STR_ARG(code));
	CHECK(str_search(letter.text, link) < letter.text.len);
	CHECK(!str_has(letter.text, "lees je mee"));
	CHECK(!str_has(letter.text, "Papa"));
	place_close(&w.p);
}

TEST(offer_shows_who_asks_for_what)
{
	struct world w;
	struct offer found;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	CHECK_OK(offer_look(&w.p.app, w.p.arena, &nobody, code, &found));
	CHECK_STR(found.name, "Anna");
	CHECK_STR(found.message, "lees je mee met mij?");
	CHECK(found.role == GRANT_PARENT && found.scopes_len == 2 && !found.is_own);
	CHECK_OK(offer_look(&w.p.app, w.p.arena, &w.anna, code, &found));
	CHECK(found.is_own);
	CHECK(only(&w).state == GRANT_INVITED);
	CHECK_STR(only(&w).address, "Papa@thuis.example");
	place_close(&w.p);
}

TEST(offer_is_accepted_once)
{
	struct world w;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	CHECK_ERR(accept(&w, &nobody, code), ERR_UNAUTHENTICATED);
	CHECK_ERR(accept(&w, &w.anna, code), ERR_CONFLICT);
	CHECK_OK(accept(&w, &w.papa, code));
	struct grant found = only(&w);
	CHECK(found.state == GRANT_ACTIVE && found.has_holder);
	CHECK(public_id_eq(found.holder, w.papa.public));
	CHECK_STR(found.name, "Jan");
	CHECK_ERR(accept(&w, &w.other, code), ERR_INVALID);
	CHECK_ERR(accept(&w, &w.papa, code), ERR_INVALID);
	CHECK_ERR(offer_decline(&w.p.app, w.p.arena, &nobody, code), ERR_INVALID);
	CHECK(only(&w).state == GRANT_ACTIVE);
	place_close(&w.p);
}

TEST(offer_is_declined_without_an_account)
{
	struct world w;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	CHECK_OK(offer_decline(&w.p.app, w.p.arena, &nobody, code));
	CHECK(only(&w).state == GRANT_DECLINED);
	CHECK_ERR(accept(&w, &w.papa, code), ERR_INVALID);
	place_close(&w.p);
}

TEST(offer_withdrawn_and_unknown_look_the_same)
{
	struct world w;
	struct offer found;
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, only(&w).public));
	err_t withdrawn = offer_look(&w.p.app, w.p.arena, &w.papa, code, &found);
	err_t unknown = offer_look(&w.p.app, w.p.arena, &w.papa, STR("00000-00000"), &found);
	err_t none = offer_look(&w.p.app, w.p.arena, &w.papa, STR("hallo"), &found);
	REQUIRE(withdrawn && unknown && none);
	CHECK(withdrawn->code == unknown->code && withdrawn->text == unknown->text);
	CHECK(none->text == unknown->text);
	err_free(withdrawn);
	err_free(unknown);
	err_free(none);
	CHECK_OK(grant_undo(&w.p.app, w.p.arena, &w.anna, only(&w).public));
	CHECK_OK(accept(&w, &w.papa, code)); /* taken back in time: the mail still works */
	place_close(&w.p);
}

TEST(offer_code_ends)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	place_pass(&w.p, OFFER_LIFE);
	CHECK_ERR(accept(&w, &w.papa, code), ERR_INVALID);
	CHECK(only(&w).state == GRANT_INVITED);
	place_close(&w.p);
}

TEST(offer_sent_again_has_another_code)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str old = invite(&w);
	struct public_id grant = only(&w).public;
	CHECK_OK(offer_send_again(&w.p.app, w.p.arena, &w.anna, grant, STR("nl")));
	struct place_letter letter = place_mail(&w.p);
	CHECK_ERR(accept(&w, &w.papa, old), ERR_INVALID);
	CHECK_ERR(offer_send_again(&w.p.app, w.p.arena, &w.papa, grant, STR("nl")), ERR_NOT_FOUND);
	CHECK_OK(accept(&w, &w.papa, place_long_code(&letter)));
	CHECK_ERR(offer_send_again(&w.p.app, w.p.arena, &w.anna, grant, STR("nl")), ERR_CONFLICT);
	place_close(&w.p);
}

static void check_field(struct world *w, const struct offer_new *in, const char *field)
{
	err_t e = offer_send(&w->p.app, w->p.arena, &w->anna, in);
	if (CHECK(e))
		CHECK_STR(str_of(e->field), field);
	err_free(e);
}

TEST(offer_says_what_is_wrong)
{
	struct world w;
	REQUIRE(set_up(&w));
	day today = zone_day(clock_now(w.p.app.clock));
	struct offer_new in = to(&w, "anna@school.example");
	check_field(&w, &in, "mail"); /* one's own */
	in = to(&w, "papa@thuis.example");
	in.terms.scopes_len = 0;
	check_field(&w, &in, "scopes");
	in.terms.scopes[0] = STR("other");
	in.terms.scopes_len = 1;
	check_field(&w, &in, "scopes");
	in.terms = (struct grant_terms){{STR("who"), STR("who")}, 2, today};
	check_field(&w, &in, "scopes");
	in.terms = (struct grant_terms){{STR("who")}, 1, today - 1};
	check_field(&w, &in, "ends");
	in.terms.ends = today + GRANT_DAYS_MOST + 1;
	check_field(&w, &in, "ends");
	in.terms.ends = today;
	CHECK_OK(offer_send(&w.p.app, w.p.arena, &w.anna, &in));
	in.mail = STR("PAPA@thuis.example");
	check_field(&w, &in, "mail"); /* waits already */
	place_close(&w.p);
}

TEST(offer_looks_the_same_to_whoever_has_an_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct offer_new known = to(&w, "jan@thuis.example");
	struct offer_new unknown = to(&w, "jen@thuis.example");
	CHECK_OK(offer_send(&w.p.app, w.p.arena, &w.anna, &known));
	CHECK_OK(offer_send(&w.p.app, w.p.arena, &w.anna, &unknown));
	place_mail(&w.p);
	REQUIRE(w.p.letters.len == 2);
	CHECK(str_eq(w.p.letters.at[0].subject, w.p.letters.at[1].subject));
	CHECK_INT((int64_t)w.p.letters.at[0].text.len, (int64_t)w.p.letters.at[1].text.len);
	struct grant_list all;
	CHECK_OK(grant_list(&w.p.app, w.p.arena, &w.anna, &all));
	REQUIRE(all.len == 2);
	CHECK(all.at[0].state == all.at[1].state && !all.at[0].has_holder);
	place_close(&w.p);
}

TEST(offer_mails_are_limited)
{
	struct world w;
	REQUIRE(set_up(&w));
	invite(&w);
	struct public_id grant = only(&w).public;
	err_t e = NULL;
	for (int i = 0; i < 10 && !e; i++)
		e = offer_send_again(&w.p.app, w.p.arena, &w.anna, grant, STR("nl"));
	CHECK_ERR(e, ERR_RATE_LIMITED);
	place_pass(&w.p, USEC_HOUR);
	CHECK_OK(offer_send_again(&w.p.app, w.p.arena, &w.anna, grant, STR("nl")));
	place_close(&w.p);
}

TEST(grant_change_sets_parts_and_day)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(accept(&w, &w.papa, invite(&w)));
	struct public_id grant = only(&w).public;
	struct grant_terms terms = {{STR("need")}, 1, zone_day(clock_now(w.p.app.clock)) + 3};
	CHECK_ERR(grant_change(&w.p.app, w.p.arena, &w.papa, grant, &terms), ERR_NOT_FOUND);
	CHECK_OK(grant_change(&w.p.app, w.p.arena, &w.anna, grant, &terms));
	CHECK_INT((int64_t)only(&w).scopes_len, 1);
	CHECK_STR(only(&w).scopes[0], "need");
	CHECK_INT(only(&w).ends, terms.ends);
	CHECK_OK(grant_stop(&w.p.app, w.p.arena, &w.anna, grant));
	CHECK_ERR(grant_change(&w.p.app, w.p.arena, &w.anna, grant, &terms), ERR_CONFLICT);
	place_close(&w.p);
}
