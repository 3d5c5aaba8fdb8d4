#include "app/own_role.h"

#include "app/account_address.h"
#include "app/contact.h"
#include "app/conversation.h"
#include "app/mentor.h"
#include "app/notice_choice.h"
#include "app/organisation.h"
#include "db/content.h"
#include "i18n/i18n.h"
#include "unit/place.h"
#include "unit/unit.h"

#define AT_SCHOOL "joost@school.example"
#define AT_HOME "joost@home.example"

struct world {
	struct place p;
	struct actor anna, joost; /* Joost is Anna's mentor */
	struct row_id school;
	struct public_id via, annas;
};

struct joining {
	struct membership_new m;
};

static err_t join(struct tx *tx, void *ctx)
{
	const struct joining *j = ctx;
	TRY(access_keep_house(tx));
	return membership_begin(tx, &j->m);
}

static struct public_id add(
	struct world *w, const struct actor *who, struct row_id where, enum role role, usec since)
{
	struct joining j = {{public_id_new(&random_system), who->person, where, role, since, NULL}};
	CHECK_OK(db_tx(w->p.app.db, join, &j));
	return j.m.public;
}

static void let_in(struct world *w)
{
	struct code code = {0};
	CHECK_OK(contact_code_renew(&w->p.app, w->p.arena, &w->joost, &w->via));
	CHECK_OK(contact_code(&w->p.app, w->p.arena, &w->joost, &w->via, &code));
	struct contact_new in = {
		.code = code_print(w->p.arena, &code),
		.terms = {{STR("who")}, 1, zone_day(clock_now(w->p.app.clock)) + 100},
	};
	CHECK_OK(contact_add(&w->p.app, w->p.arena, &w->anna, &in));
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->joost = place_person(&w->p, "Joost", AT_HOME);
	place_sql(&w->p, "INSERT INTO address (mail_key, mail, person, confirmed) "
			 "SELECT '" AT_SCHOOL "', '" AT_SCHOOL "', id, made + 1 FROM person "
			 "WHERE name = 'Joost'");
	CHECK_OK(organisation_make(&w->p.app, w->p.arena, STR("De Wissel"), &w->school));
	w->via = add(w, &w->joost, w->school, ROLE_MENTOR, 1);
	w->annas = add(w, &w->anna, w->school, ROLE_LEARNER, 2);
	let_in(w);
	return true;
}

static struct own_role_list roles(struct world *w, const struct actor *actor)
{
	struct own_role_list all = {0};
	const struct lang *lang = i18n_find(w->p.app.i18n, STR("nl"));
	CHECK_OK(own_roles(&w->p.app, w->p.arena, actor, lang, &all));
	return all;
}

static err_t mail_to(
	struct world *w, const struct actor *actor, struct public_id role, const char *mail)
{
	return own_role_mail(&w->p.app, w->p.arena, actor, role, str_of(mail));
}

static struct str to_joost(struct world *w)
{
	struct thread_place place = {w->anna.public, w->joost.public, STR("who.self")};
	place_pass(&w->p, COMMENT_TELL);
	CHECK_OK(conversation_write(&w->p.app, w->p.arena, &w->anna, &place, STR("Dag meneer")));
	return place_mail(&w->p).to;
}

TEST(own_roles_now_and_before)
{
	struct world w;
	struct row_id town;
	REQUIRE(set_up(&w));
	REQUIRE_OK(organisation_make(&w.p.app, w.p.arena, STR("Zwolle"), &town));
	add(&w, &w.joost, town, ROLE_ORGANISATION_ADMIN, 5);
	place_sql(&w.p, "INSERT INTO role_label (organisation, role, label) "
			"SELECT id, 'organisation_admin', '{\"nl\":\"consulent\"}' "
			"FROM organisation WHERE name = 'Zwolle'");
	struct own_role_list all = roles(&w, &w.joost);
	REQUIRE(all.len == 2);
	CHECK(all.at[0].holds && all.at[1].holds && !all.at[1].over);
	CHECK_STR(all.at[0].label, "consulent");
	CHECK_STR(all.at[1].organisation_name, "De Wissel");
	place_sql(&w.p, "UPDATE membership SET ended = 9, ends = 8 WHERE starts = 5");
	all = roles(&w, &w.joost);
	REQUIRE(all.len == 2);
	CHECK(!all.at[0].holds && all.at[1].holds);
	CHECK_INT(all.at[0].over, 8);
	place_sql(&w.p, "UPDATE membership SET ended = 7 WHERE starts = 5");
	CHECK_INT(roles(&w, &w.joost).at[0].over, 7);
	place_sql(&w.p, "UPDATE membership SET role = 'newer' WHERE starts = 5");
	CHECK_INT((int64_t)roles(&w, &w.joost).len, 1);
	place_sql(&w.p, "UPDATE membership SET role = 'mentor', ends = NULL, ended = NULL, "
			"starts = 2000000000000000 WHERE starts = 5");
	CHECK_INT((int64_t)roles(&w, &w.joost).len, 1);
	place_close(&w.p);
}

TEST(own_role_gets_its_mail_at_the_address_chosen_for_it)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_STR(to_joost(&w), AT_HOME);
	REQUIRE_OK(mail_to(&w, &w.joost, w.via, "JOOST@school.example"));
	CHECK_STR(roles(&w, &w.joost).at[0].mail, AT_SCHOOL);
	CHECK_STR(to_joost(&w), AT_SCHOOL);
	REQUIRE_OK(mail_to(&w, &w.joost, w.via, ""));
	CHECK_STR(to_joost(&w), AT_HOME);
	/* an address that goes leaves nothing behind */
	REQUIRE_OK(mail_to(&w, &w.joost, w.via, AT_SCHOOL));
	REQUIRE_OK(account_address_remove(&w.p.app, w.p.arena, &w.joost, STR(AT_SCHOOL)));
	CHECK_STR(to_joost(&w), AT_HOME);
	CHECK(!roles(&w, &w.joost).at[0].mail.len);
	place_close(&w.p);
}

TEST(own_role_of_a_learner_gets_the_mentors_mail)
{
	struct world w;
	int sent;
	struct mentor_chosen chosen = {&w.anna.public, 1};
	REQUIRE(set_up(&w));
	place_sql(&w.p, "INSERT INTO address (mail_key, mail, person, confirmed) "
			"SELECT 'anna@home.example', 'anna@home.example', id, made + 1 FROM person "
			"WHERE name = 'Anna'");
	REQUIRE_OK(mail_to(&w, &w.anna, w.annas, "anna@home.example"));
	REQUIRE_OK(mentor_remind(&w.p.app, w.p.arena, &w.joost, w.via, &chosen, &sent));
	CHECK_STR(place_mail(&w.p).to, "anna@home.example");
	struct thread_place place = {w.anna.public, w.joost.public, STR("who.self")};
	REQUIRE_OK(conversation_write(&w.p.app, w.p.arena, &w.joost, &place, STR("Dag Anna")));
	CHECK_STR(place_mail(&w.p).to, "anna@home.example");
	CHECK_INT((int64_t)w.p.letters.len, 2);
	place_close(&w.p);
}

TEST(own_role_is_theirs_and_so_is_the_address)
{
	struct world w;
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	CHECK_ERR(mail_to(&w, &w.anna, w.via, "anna@school.example"), ERR_NOT_FOUND);
	CHECK_ERR(mail_to(&w, &w.joost, w.via, "anna@school.example"), ERR_NOT_FOUND);
	CHECK_ERR(mail_to(&w, &w.joost, w.via, "nobody@school.example"), ERR_NOT_FOUND);
	CHECK_ERR(mail_to(&w, &nobody, w.via, AT_SCHOOL), ERR_UNAUTHENTICATED);
	place_sql(&w.p, "UPDATE membership SET ended = 3 WHERE role = 'mentor'");
	CHECK_ERR(mail_to(&w, &w.joost, w.via, AT_SCHOOL), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM address_role"), 0);
	place_close(&w.p);
}

/* Mail that was switched off is off for every role; the conversation goes on. */
TEST(own_role_is_spared_what_its_person_does_not_want)
{
	struct world w;
	struct notice_choices choices = {{0}};
	REQUIRE(set_up(&w));
	choices.how[NOTICE_OF_TALK] = NOTICE_NEVER;
	REQUIRE_OK(notice_choose(&w.p.app, &w.joost, &choices));
	CHECK_STR(to_joost(&w), "");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM comment"), 1);
	place_close(&w.p);
}
