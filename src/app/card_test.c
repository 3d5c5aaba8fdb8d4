#include "app/card.h"

#include "app/limit.h"
#include "app/membership.h"
#include "app/organisation.h"
#include "crypto/code.h"
#include "unit/place.h"
#include "unit/unit.h"

#define PIN "271828"

/* A mentor at each of two schools. */
struct world {
	struct place p;
	struct actor mentor, other;
	struct row_id school, town;
	struct visitor visitor;
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open(p))
		return false;
	w->visitor = place_visitor("1");
	w->mentor = place_person(p, "Joost", "joost@school.example");
	w->other = place_person(p, "Otto", "otto@town.example");
	CHECK_OK(organisation_make(&p->app, p->arena, STR("De Wissel"), &w->school));
	CHECK_OK(organisation_make(&p->app, p->arena, STR("Zwolle"), &w->town));
	place_member(&w->p, &w->mentor, w->school, ROLE_MENTOR);
	place_member(&w->p, &w->other, w->town, ROLE_MENTOR);
	return true;
}

static struct card make(struct world *w, const char *name)
{
	struct card_sheet sheet = {0};
	struct str names[] = {str_of(name)};
	CHECK_OK(card_make(
		&w->p.app, w->p.arena, &w->mentor, w->school, STR("nl"), names, 1, &sheet));
	return sheet.count ? sheet.cards[0] : (struct card){0};
}

static struct public_id person_of(struct world *w)
{
	const struct card_about *cards;
	size_t count = 0;
	CHECK_OK(card_list(&w->p.app, w->p.arena, &w->mentor, w->school, &cards, &count));
	return count ? cards[0].person : (struct public_id){0};
}

static struct card replaced(struct world *w)
{
	struct card_sheet sheet = {0};
	CHECK_OK(card_replace(&w->p.app, w->p.arena, &w->mentor, w->school, person_of(w), &sheet));
	return sheet.count ? sheet.cards[0] : (struct card){0};
}

static err_t begin(struct world *w, struct str code, const char *old, const char *pin)
{
	struct card_begin in = {code, str_of(old), str_of(pin)};
	struct arrived arrived;
	return card_begin(&w->p.app, w->p.arena, &w->visitor, &in, &arrived);
}

static err_t sign_in(
	struct world *w, const struct visitor *visitor, struct str name, const char *pin)
{
	struct card_sign_in in = {name, str_of(pin)};
	struct arrived arrived;
	return card_sign_in(&w->p.app, w->p.arena, visitor, &in, &arrived);
}

TEST(card_from_the_desk_to_signing_in)
{
	struct world w;
	struct card_found found = {0};
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor Veenstra");
	CHECK(str_starts(card.sign_in, STR("noor-")) && card.sign_in.len == 10);
	CHECK_INT((int64_t)card.code.len, 14);
	CHECK(str_starts(card.qr, STR("<svg")));
	CHECK_OK(card_find(&w.p.app, w.p.arena, card.code, &found));
	CHECK_STR(found.name, "Noor Veenstra");
	CHECK(!found.has_pin);
	CHECK_OK(begin(&w, card.code, "", PIN));
	CHECK_OK(sign_in(&w, &w.visitor, card.sign_in, PIN));
	CHECK_ERR(sign_in(&w, &w.visitor, card.sign_in, "314159"), ERR_UNAUTHENTICATED);
	CHECK_ERR(sign_in(&w, &w.visitor, STR("noor-00000"), PIN), ERR_UNAUTHENTICATED);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM membership WHERE role = 'learner'"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM password"), 0);
	place_close(&w.p);
}

TEST(card_code_works_once)
{
	struct world w;
	struct card_found found;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	CHECK_ERR(begin(&w, card.code, "", "314159"), ERR_INVALID);
	CHECK_ERR(card_find(&w.p.app, w.p.arena, card.code, &found), ERR_INVALID);
	CHECK_OK(sign_in(&w, &w.visitor, card.sign_in, PIN));
	place_close(&w.p);
}

TEST(card_code_ends)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	place_pass(&w.p, CARD_LIFE);
	CHECK_ERR(begin(&w, card.code, "", PIN), ERR_INVALID);
	card = replaced(&w);
	CHECK_OK(begin(&w, card.code, "", PIN));
	place_close(&w.p);
}

TEST(card_pins_that_are_too_easy)
{
	static const char *const bad[] = {"", "12345", "111111", "123456", "654321", "987654",
		"121212", "123123", "7171717", "112233", "123321", "password", "kort",
		"Noor Veenstra", "DeWissel2026"};
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor Veenstra");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_ERR(begin(&w, card.code, "", bad[i]), ERR_INVALID);
	CHECK_OK(begin(&w, card.code, "", "zes gele muizen"));
	CHECK_OK(sign_in(&w, &w.visitor, card.sign_in, "zes gele muizen"));
	place_close(&w.p);
}

TEST(card_sign_in_name_is_read_forgivingly)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	place_sql(&w.p, "UPDATE card SET sign_in = 'noor-0v1a1'");
	CHECK_OK(sign_in(&w, &w.visitor, STR(" NOOR - oUlaI "), PIN));
	place_close(&w.p);
}

/* A card alone opens nothing that somebody has written. */
TEST(card_replaced_wants_the_pin_that_was)
{
	struct world w;
	struct card_found found = {0};
	REQUIRE(set_up(&w));
	struct card first = make(&w, "Noor");
	CHECK_OK(begin(&w, first.code, "", PIN));
	struct card second = replaced(&w);
	CHECK(str_eq(second.sign_in, first.sign_in) && !str_eq(second.code, first.code));
	CHECK_OK(card_find(&w.p.app, w.p.arena, second.code, &found));
	CHECK(found.has_pin);
	CHECK_ERR(begin(&w, second.code, "", "314159"), ERR_INVALID);
	CHECK_ERR(begin(&w, second.code, "000000", "314159"), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 1);
	CHECK_OK(begin(&w, second.code, PIN, "314159"));
	CHECK_OK(sign_in(&w, &w.visitor, first.sign_in, "314159"));
	CHECK_ERR(sign_in(&w, &w.visitor, first.sign_in, PIN), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

static err_t begin_anew(struct world *w, struct str code, const char *pin, struct str *ret_name)
{
	struct visitor visitor = place_visitor("9");
	struct card_anew in = {code, str_of(pin)};
	struct token session;
	return card_begin_anew(&w->p.app, w->p.arena, &visitor, &in, ret_name, &session);
}

/* Since when the desk knows that its person began anew; 0: it is in use; -1: not there. */
static usec left_at(struct world *w, struct str sign_in)
{
	const struct card_about *cards;
	size_t count = 0;
	CHECK_OK(card_list(&w->p.app, w->p.arena, &w->mentor, w->school, &cards, &count));
	for (size_t i = 0; i < count; i++)
		if (str_eq(cards[i].sign_in, sign_in))
			return cards[i].anew;
	return -1;
}

/* Nothing of the account before is opened, nothing of it changes: it waits for its PIN. */
TEST(card_replaced_begins_anew_beside_what_was)
{
	struct world w;
	struct str name = STR_NONE, other;
	REQUIRE(set_up(&w));
	struct card first = make(&w, "Noor");
	CHECK_OK(begin(&w, first.code, "", PIN));
	int64_t before = place_sql(&w.p, "SELECT person FROM card");
	struct card second = replaced(&w);
	CHECK_ERR(begin_anew(&w, second.code, "123456", &name), ERR_INVALID);
	CHECK_INT(place_keys(&w.p), 4);
	CHECK_OK(begin_anew(&w, second.code, "314159", &name));
	CHECK(str_starts(name, STR("noor-")) && !str_eq(name, first.sign_in));
	CHECK_INT(left_at(&w, first.sign_in), PLACE_START);
	CHECK_INT(left_at(&w, name), 0);
	CHECK_OK(sign_in(&w, &w.visitor, name, "314159"));
	CHECK_INT(left_at(&w, first.sign_in), PLACE_START);
	CHECK_OK(sign_in(&w, &w.visitor, first.sign_in, PIN));
	CHECK_INT(left_at(&w, first.sign_in), 0);
	CHECK_ERR(sign_in(&w, &w.visitor, first.sign_in, "314159"), ERR_UNAUTHENTICATED);
	CHECK_ERR(begin_anew(&w, second.code, "314159", &other), ERR_INVALID);
	CHECK_ERR(begin(&w, second.code, PIN, "314159"), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM membership WHERE role = 'learner'"), 2);
	CHECK_INT(place_sql(&w.p, str_fmt(w.p.arena,
					  "SELECT count(*) FROM audit WHERE action = 'card.anew' "
					  "AND subject = (SELECT public FROM person WHERE id = "
					  "%lld)",
					  (long long)before)
					  .p),
		1);
	CHECK_INT(place_keys(&w.p), 5);
	place_close(&w.p);
}

TEST(card_begins_anew_only_for_who_had_a_pin_and_learns_there)
{
	struct world w;
	struct str name;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_ERR(begin_anew(&w, card.code, "314159", &name), ERR_INVALID);
	CHECK_OK(begin(&w, card.code, "", PIN));
	card = replaced(&w);
	place_sql(&w.p, "UPDATE membership SET ended = 2 WHERE role = 'learner'");
	CHECK_ERR(begin_anew(&w, card.code, "314159", &name), ERR_INVALID);
	place_sql(&w.p, "UPDATE membership SET ended = NULL WHERE role = 'learner'");
	place_pass(&w.p, CARD_LIFE);
	CHECK_ERR(begin_anew(&w, card.code, "314159", &name), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM card"), 1);
	CHECK_INT(place_keys(&w.p), 4);
	place_close(&w.p);
}

static usec news(struct world *w, const struct actor *who)
{
	struct token token = place_session(&w->p, who);
	struct session session = {0};
	CHECK_OK(session_find(&w->p.app, w->p.arena, &token, &session));
	return session.new_card;
}

TEST(card_replaced_is_told_and_ends_the_code_before)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card first = make(&w, "Noor");
	struct card second = replaced(&w);
	CHECK_ERR(begin(&w, first.code, "", PIN), ERR_INVALID);
	CHECK_OK(begin(&w, second.code, "", PIN));
	struct actor noor = {
		.public = person_of(&w), .person = {place_sql(&w.p, "SELECT person FROM card")}};
	CHECK_INT(news(&w, &noor), 0);
	replaced(&w);
	CHECK_INT(news(&w, &noor), PLACE_START);
	CHECK_OK(card_read_news(&w.p.app, &noor));
	CHECK_INT(news(&w, &noor), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'card.replace' AND "
				  "subject IN (SELECT public FROM person WHERE name = 'Noor')"),
		2);
	place_close(&w.p);
}

TEST(card_replaced_is_told_by_mail_where_there_is_an_address)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	replaced(&w);
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 0);
	place_sql(&w.p, "INSERT INTO address (mail_key, mail, person, confirmed) "
			"SELECT 'noor@post.example', 'noor@post.example', person, 1 FROM card");
	card = replaced(&w);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "noor@post.example");
	CHECK(str_search(letter.text, card.code) == letter.text.len);
	place_close(&w.p);
}

/* Whoever knew the old one is out, and their browser is strange again. */
TEST(card_new_pin_ends_what_the_old_one_began)
{
	struct world w;
	struct visitor thief = place_visitor("2");
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	CHECK_OK(sign_in(&w, &thief, card.sign_in, PIN));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 2);
	card = replaced(&w);
	CHECK_OK(begin(&w, card.code, PIN, "314159"));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM known_browser"), 1);
	place_close(&w.p);
}

TEST(card_is_the_schools_business_while_its_person_learns_there)
{
	struct world w;
	struct card_sheet sheet;
	REQUIRE(set_up(&w));
	make(&w, "Noor");
	struct public_id noor = person_of(&w), none = {0};
	place_sql(&w.p, "UPDATE membership SET ended = 2 WHERE role = 'learner'");
	CHECK(public_id_eq(person_of(&w), none));
	CHECK_ERR(card_replace(&w.p.app, w.p.arena, &w.mentor, w.school, noor, &sheet),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(card_of_another_organisation_is_not_there)
{
	struct world w;
	struct card_sheet sheet;
	const struct card_about *cards;
	size_t count;
	struct str names[] = {STR("X")};
	REQUIRE(set_up(&w));
	make(&w, "Noor");
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id noor = person_of(&w);
	CHECK_ERR(card_replace(app, a, &w.other, w.school, noor, &sheet), ERR_FORBIDDEN);
	CHECK_ERR(card_replace(app, a, &w.other, w.town, noor, &sheet), ERR_NOT_FOUND);
	CHECK_ERR(card_list(app, a, &w.other, w.school, &cards, &count), ERR_FORBIDDEN);
	CHECK_ERR(
		card_make(app, a, &w.other, w.school, STR("nl"), names, 1, &sheet), ERR_FORBIDDEN);
	CHECK_OK(card_list(app, a, &w.other, w.town, &cards, &count));
	CHECK_INT((int64_t)count, 0);
	CHECK_INT(place_keys(&w.p), 4);
	place_close(&w.p);
}

TEST(card_sheet_of_a_class)
{
	struct world w;
	struct card_sheet sheet = {0};
	struct str names[CARDS_MOST];
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < CARDS_MOST; i++)
		names[i] = i % 2 ? STR("Noor") : STR("\xce\x91\xce\xbd\xce\xbd\xce\xb1");
	CHECK_OK(card_make(
		&w.p.app, w.p.arena, &w.mentor, w.school, STR("nl"), names, CARDS_MOST, &sheet));
	CHECK_INT((int64_t)sheet.count, CARDS_MOST);
	CHECK(str_starts(sheet.cards[0].sign_in, STR("pas-")));
	names[3] = STR("win at evil.com");
	CHECK_ERR(card_make(&w.p.app, w.p.arena, &w.mentor, w.school, STR("nl"), names, CARDS_MOST,
			  &sheet),
		ERR_INVALID);
	CHECK_ERR(card_make(&w.p.app, w.p.arena, &w.mentor, w.school, STR("nl"), names, 0, &sheet),
		ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM card"), CARDS_MOST);
	place_close(&w.p);
}

/* Until nobody is let try any more; how often that was. */
static int guess_from_everywhere(struct world *w, struct str name)
{
	err_t e = NULL;
	int tries = 0;
	for (; tries < 60 && (!e || e->code == ERR_UNAUTHENTICATED); tries++) {
		struct visitor stranger = place_visitor(str_fmt(w->p.arena, "%d", tries + 100).p);
		err_free(e);
		e = sign_in(w, &stranger, name, "000001");
	}
	CHECK_ERR(e, ERR_RATE_LIMITED);
	return tries;
}

/* From many places at once: slowed down, but never for the browser that its person was in. */
TEST(card_guessing_from_everywhere_slows_down_nobody_at_home)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	CHECK_INT(guess_from_everywhere(&w, card.sign_in), limit_rule(LIMIT_CARD)->burst + 1);
	CHECK_OK(sign_in(&w, &w.visitor, card.sign_in, PIN));
	place_close(&w.p);
}

/* Who saw the card guesses for days, as often as may be: its person gets in anywhere else. */
TEST(card_guessing_from_one_place_slows_down_nobody_elsewhere)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	struct visitor rude = place_visitor("rude");
	int tries = 0;
	for (int minute = 0; minute < 2 * 24 * 60; minute++) {
		err_t e = sign_in(&w, &rude, card.sign_in, "000001");
		tries += e && e->code == ERR_UNAUTHENTICATED;
		err_free(e);
		place_pass(&w.p, USEC_MINUTE);
	}
	CHECK(tries < limit_rule(LIMIT_CARD_BLOCK)->burst + 2 * 24 * 3 + 1);
	struct visitor phone = place_visitor("home");
	CHECK_OK(sign_in(&w, &phone, card.sign_in, PIN));
	place_close(&w.p);
}

/* Others guess from everywhere: a new card lets its person in, for nobody else tries with it. */
TEST(card_replaced_lets_its_person_in_while_others_guess)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	guess_from_everywhere(&w, card.sign_in);
	w.visitor = place_visitor("elsewhere");
	CHECK_ERR(sign_in(&w, &w.visitor, card.sign_in, PIN), ERR_RATE_LIMITED);
	card = replaced(&w);
	CHECK_OK(begin(&w, card.code, PIN, "314159"));
	place_close(&w.p);
}

/* A classroom shares a computer: who guesses there gets few tries, and spends nobody's at home. */
TEST(card_guessing_on_a_shared_computer)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	struct visitor phone = place_visitor("home");
	CHECK_OK(begin(&w, card.code, "", PIN));
	CHECK_OK(sign_in(&w, &phone, card.sign_in, PIN));
	err_t e = NULL;
	int tries = 0;
	for (; tries < 60 && (!e || e->code == ERR_UNAUTHENTICATED); tries++) {
		err_free(e);
		e = sign_in(&w, &w.visitor, card.sign_in, "000001");
	}
	CHECK_ERR(e, ERR_RATE_LIMITED);
	CHECK_INT(tries,
		limit_rule(LIMIT_CARD_HERE)->burst + limit_rule(LIMIT_CARD_BLOCK)->burst + 1);
	for (int minute = 0; minute < 6 * 60; minute++) {
		place_pass(&w.p, USEC_MINUTE);
		e = sign_in(&w, &w.visitor, card.sign_in, "000001");
		tries += e && e->code == ERR_UNAUTHENTICATED;
		err_free(e);
	}
	CHECK(tries < 110);
	CHECK_OK(sign_in(&w, &phone, card.sign_in, PIN));
	place_close(&w.p);
}

/* The old PIN cannot be tried out with a new card either. */
TEST(card_guessing_the_pin_with_a_new_card_slows_down)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	card = replaced(&w);
	w.visitor = place_visitor("9");
	err_t e = NULL;
	for (int i = 0; i < 40 && (!e || e->code == ERR_INVALID); i++) {
		err_free(e);
		e = begin(&w, card.code, "000001", "314159");
	}
	CHECK_ERR(e, ERR_RATE_LIMITED);
	place_close(&w.p);
}

TEST(card_pin_opens_nothing_by_mail_address)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	struct card card = make(&w, "Noor");
	CHECK_OK(begin(&w, card.code, "", PIN));
	place_sql(&w.p, "INSERT INTO address (mail_key, mail, person, confirmed) "
			"SELECT 'noor@post.example', 'noor@post.example', person, 1 FROM card");
	struct account_sign_in in = {STR("noor@post.example"), STR(PIN)};
	CHECK_ERR(account_sign_in(&w.p.app, w.p.arena, &w.visitor, &in, &arrived),
		ERR_UNAUTHENTICATED);
	place_close(&w.p);
}
