#include "app/organisation.h"

#include "app/invitation.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "unit/place.h"
#include "unit/unit.h"

/* Two schools, an admin at each, a mentor at the first. */
struct world {
	struct place p;
	struct actor admin, other, mentor;
	struct row_id school, town;
	struct public_id membership; /* the mentor's */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open(p))
		return false;
	w->admin = place_staff(p, "Farida", "farida@school.example", "De Wissel",
		ROLE_ORGANISATION_ADMIN, &w->school);
	w->other = place_staff(
		p, "Otto", "otto@town.example", "Zwolle", ROLE_ORGANISATION_ADMIN, &w->town);
	w->mentor = place_person(p, "Joost", "joost@school.example");
	w->membership = place_member(&w->p, &w->mentor, w->school, ROLE_MENTOR);
	return true;
}

static struct organisation seen(struct world *w, const struct actor *who, struct row_id where)
{
	struct organisation o = {0};
	CHECK_OK(organisation_open(&w->p.app, w->p.arena, who, where, &o));
	return o;
}

TEST(organisation_of_a_name_is_made_once)
{
	struct world w;
	struct row_id again;
	REQUIRE(set_up(&w));
	CHECK_OK(organisation_make(&w.p.app, w.p.arena, STR(" de wissel "), &again));
	CHECK_INT(again.n, w.school.n);
	CHECK_ERR(organisation_make(&w.p.app, w.p.arena, STR(" "), &again), ERR_INVALID);
	CHECK_ERR(organisation_make(&w.p.app, w.p.arena, STR("win at evil.com"), &again),
		ERR_INVALID);
	place_close(&w.p);
}

TEST(organisation_shows_its_admin_who_works_there)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct actor learner = place_person(&w.p, "Noor", "noor@post.example");
	place_member(&w.p, &learner, w.school, ROLE_LEARNER);
	struct organisation o = seen(&w, &w.admin, w.school);
	REQUIRE(o.member_count == 2);
	CHECK_STR(o.members[0].name, "Farida");
	CHECK_STR(o.members[1].name, "Joost");
	CHECK(o.members[1].role == ROLE_MENTOR && !o.members[1].ended);
	place_close(&w.p);
}

/* The same role elsewhere opens nothing here. */
TEST(organisation_of_others_is_closed)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct actor *strangers[] = {&w.other, &w.mentor};
	struct invitation_new in = {.organisation = w.school,
		.role = ROLE_MENTOR,
		.name = STR("X"),
		.mail = STR("x@school.example"),
		.label = STR("Mentor"),
		.organisation_name = STR("De Wissel"),
		.language = STR("nl")};
	for (size_t i = 0; i < 2; i++) {
		struct organisation o;
		struct organisation_words words;
		const struct actor *who = strangers[i];
		CHECK_ERR(organisation_open(app, a, who, w.school, &o), ERR_FORBIDDEN);
		CHECK_ERR(organisation_words(app, a, who, w.school, &words), ERR_FORBIDDEN);
		CHECK_ERR(organisation_end_member(app, a, who, w.school, w.membership),
			ERR_FORBIDDEN);
		CHECK_ERR(invitation_send(app, a, who, &in), ERR_FORBIDDEN);
		CHECK_ERR(invitation_withdraw(app, a, who, w.school, w.membership), ERR_FORBIDDEN);
	}
	/* Through the own organisation, with the other's key. */
	CHECK_ERR(organisation_end_member(app, a, &w.other, w.town, w.membership), ERR_NOT_FOUND);
	CHECK_ERR(
		organisation_resume_member(app, a, &w.other, w.town, w.membership), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(organisation_ends_a_mentor_and_takes_it_back)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_ERR(organisation_resume_member(app, a, &w.admin, w.school, w.membership),
		ERR_NOT_FOUND);
	CHECK_OK(organisation_end_member(app, a, &w.admin, w.school, w.membership));
	CHECK_ERR(organisation_end_member(app, a, &w.admin, w.school, w.membership), ERR_NOT_FOUND);
	CHECK(seen(&w, &w.admin, w.school).members[1].ended == PLACE_START);
	CHECK_OK(organisation_resume_member(app, a, &w.admin, w.school, w.membership));
	CHECK(!seen(&w, &w.admin, w.school).members[1].ended);
	CHECK_OK(organisation_end_member(app, a, &w.admin, w.school, w.membership));
	place_pass(&w.p, ORGANISATION_UNDO);
	CHECK_ERR(organisation_resume_member(app, a, &w.admin, w.school, w.membership),
		ERR_NOT_FOUND);
	CHECK_INT((int64_t)seen(&w, &w.admin, w.school).member_count, 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action LIKE 'member.%'"), 3);
	place_close(&w.p);
}

TEST(organisation_admin_ends_no_admin)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct public_id own = seen(&w, &w.admin, w.school).members[0].membership;
	CHECK_ERR(organisation_end_member(&w.p.app, w.p.arena, &w.admin, w.school, own),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

static struct organisation_words words_of(struct world *w)
{
	struct organisation_words words = {0};
	CHECK_OK(organisation_words(&w->p.app, w->p.arena, &w->admin, w->school, &words));
	return words;
}

static struct str mentor_label(struct world *w, const struct lang *lang)
{
	struct membership_list all;
	struct str label = STR_NONE;
	if (CHECK_OK(membership_list(&w->p.app, w->p.arena, &w->mentor, &all)) && all.len == 1)
		CHECK_OK(membership_label(
			w->p.arena, lang, all.at[0].role, all.at[0].words, &label));
	return label;
}

TEST(organisation_has_words_of_its_own)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct lang *nl = i18n_find(w.p.app.i18n, STR("nl"));
	size_t at = lang_index(nl);
	struct organisation_words words = words_of(&w);
	CHECK_STR(words.name, "De Wissel");
	CHECK_STR(words.word[2][at], "");
	words.name = STR("De Nieuwe Wissel");
	words.word[2][at] = STR(" Consulent ");
	CHECK_OK(organisation_set_words(&w.p.app, w.p.arena, &w.admin, w.school, &words));
	words = words_of(&w);
	CHECK_STR(words.name, "De Nieuwe Wissel");
	CHECK_STR(words.word[2][at], "Consulent");
	CHECK_STR(mentor_label(&w, nl), "Consulent");
	words.word[2][at] = STR("");
	CHECK_OK(organisation_set_words(&w.p.app, w.p.arena, &w.admin, w.school, &words));
	CHECK_STR(mentor_label(&w, nl), "Mentor");
	place_close(&w.p);
}

TEST(organisation_words_that_cannot_be)
{
	static const char *const bad[] = {
		"www.evil.example", "a\nb", "Zegeenstukofvijfentwintigletterspertwintig"};
	struct world w;
	REQUIRE(set_up(&w));
	struct organisation_words words = words_of(&w);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		words.word[0][0] = str_of(bad[i]);
		CHECK_ERR(organisation_set_words(&w.p.app, w.p.arena, &w.admin, w.school, &words),
			ERR_INVALID);
	}
	words = words_of(&w);
	words.name = STR("ZWOLLE");
	CHECK_ERR(organisation_set_words(&w.p.app, w.p.arena, &w.admin, w.school, &words),
		ERR_INVALID);
	place_close(&w.p);
}
