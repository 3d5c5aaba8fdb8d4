#include "app/membership.h"

#include "db/content.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna;
	struct row_id school, town;
};

struct founding {
	struct str name;
	struct row_id id;
};

static err_t found(struct tx *tx, void *ctx)
{
	struct founding *f = ctx;
	TRY(access_keep_house(tx));
	return organisation_add(tx, public_id_new(&random_system), f->name, f->name, 1, &f->id);
}

static struct row_id organisation(struct world *w, const char *name)
{
	struct founding f = {.name = str_of(name)};
	CHECK_OK(db_tx(w->p.app.db, found, &f));
	return f.id;
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	w->school = organisation(w, "De Regenboog");
	w->town = organisation(w, "Zwolle");
	return true;
}

static err_t begin(struct tx *tx, void *ctx)
{
	TRY(access_keep_house(tx));
	return membership_begin(tx, ctx);
}

static void join(struct world *w, struct row_id organisation, enum role role, usec from, usec to)
{
	struct membership_new m = {
		.public = public_id_new(&random_system),
		.person = w->anna.person,
		.organisation = organisation,
		.role = role,
		.starts = PLACE_START + from,
		.ends = to ? &(usec){PLACE_START + to} : NULL,
	};
	CHECK_OK(db_tx(w->p.app.db, begin, &m));
}

static struct membership_list list(struct world *w)
{
	struct membership_list all = {0};
	CHECK_OK(membership_list(&w->p.app, w->p.arena, &w->anna, &all));
	return all;
}

TEST(membership_of_nobody_in_particular)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT((int64_t)list(&w).len, 0);
	place_close(&w.p);
}

TEST(membership_begins_and_ends_by_the_clock)
{
	struct world w;
	REQUIRE(set_up(&w));
	join(&w, w.school, ROLE_MENTOR, USEC_HOUR, 2 * USEC_HOUR);
	CHECK_INT((int64_t)list(&w).len, 0);
	place_pass(&w.p, USEC_HOUR);
	CHECK_INT((int64_t)list(&w).len, 1);
	place_pass(&w.p, USEC_HOUR - 1);
	CHECK_INT((int64_t)list(&w).len, 1);
	place_pass(&w.p, 1);
	CHECK_INT((int64_t)list(&w).len, 0);
	place_close(&w.p);
}

TEST(membership_ended_by_hand_holds_no_longer)
{
	struct world w;
	REQUIRE(set_up(&w));
	join(&w, w.school, ROLE_MENTOR, 0, 0);
	CHECK_INT((int64_t)list(&w).len, 1);
	place_sql(&w.p, "UPDATE membership SET ended = 1");
	CHECK_INT((int64_t)list(&w).len, 0);
	place_close(&w.p);
}

TEST(membership_two_roles_in_two_places)
{
	struct world w;
	REQUIRE(set_up(&w));
	join(&w, w.school, ROLE_MENTOR, 0, 0);
	join(&w, w.town, ROLE_ORGANISATION_ADMIN, 0, 0);
	struct membership_list all = list(&w);
	REQUIRE(all.len == 2);
	CHECK(all.at[0].role == ROLE_MENTOR && all.at[1].role == ROLE_ORGANISATION_ADMIN);
	CHECK_STR(all.at[0].organisation_name, "De Regenboog");
	struct str path = membership_path(w.p.arena, &all.at[0]);
	CHECK(str_starts(path, STR("/mentor/")) && path.len == 8 + PUBLIC_ID_TEXT);
	place_close(&w.p);
}

static struct str label(struct world *w, const struct membership *m)
{
	struct str label = STR_NONE;
	CHECK_OK(membership_label(
		w->p.arena, i18n_find(w->p.app.i18n, STR("nl")), m->role, m->words, &label));
	return label;
}

TEST(membership_is_called_as_the_organisation_does)
{
	struct world w;
	REQUIRE(set_up(&w));
	join(&w, w.school, ROLE_MENTOR, 0, 0);
	join(&w, w.town, ROLE_MENTOR, 0, 0);
	place_sql(&w.p, "INSERT INTO role_label (organisation, role, label) "
			"VALUES (2, 'mentor', '{\"nl\": \"Consulent\"}')");
	struct membership_list all = list(&w);
	REQUIRE(all.len == 2);
	CHECK_STR(label(&w, &all.at[0]), "Mentor");
	CHECK_STR(label(&w, &all.at[1]), "Consulent");
	place_close(&w.p);
}

TEST(membership_of_a_role_from_the_future_is_left_out)
{
	struct world w;
	REQUIRE(set_up(&w));
	join(&w, w.school, ROLE_MENTOR, 0, 0);
	place_sql(&w.p, "UPDATE membership SET role = 'oracle'");
	CHECK_INT((int64_t)list(&w).len, 0);
	place_close(&w.p);
}

struct asking {
	struct row_id person;
	usec now;
	bool is;
};

static err_t ask_staff(struct tx *tx, void *ctx)
{
	struct asking *a = ctx;
	return membership_is_staff(tx, a->person, a->now, &a->is);
}

static bool is_staff(struct world *w)
{
	struct asking a = {w->anna.person, clock_now(w->p.app.clock), false};
	CHECK_OK(db_read(w->p.app.db, ask_staff, &a));
	return a.is;
}

TEST(membership_of_staff)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!is_staff(&w));
	join(&w, w.school, ROLE_LEARNER, 0, 0);
	join(&w, w.school, ROLE_COMPANION, 0, 0);
	CHECK(!is_staff(&w));
	join(&w, w.town, ROLE_MENTOR, 0, USEC_HOUR);
	CHECK(is_staff(&w));
	place_pass(&w.p, USEC_HOUR);
	CHECK(!is_staff(&w));
	place_close(&w.p);
}

struct trial {
	struct actor actor;
	struct row_id organisation;
	usec now;
};

static err_t require_change(struct tx *tx, void *ctx)
{
	const struct trial *t = ctx;
	return access_require_in(
		tx, &t->actor, ACTION_ORGANISATION_CHANGE, t->organisation, t->now);
}

TEST(membership_decides_access_in_its_own_organisation_alone)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct trial t = {w.anna, w.school, PLACE_START};
	CHECK_ERR(db_tx(w.p.app.db, require_change, &t), ERR_FORBIDDEN);
	join(&w, w.school, ROLE_MENTOR, 0, 0);
	CHECK_ERR(db_tx(w.p.app.db, require_change, &t), ERR_FORBIDDEN);
	join(&w, w.school, ROLE_ORGANISATION_ADMIN, 0, USEC_HOUR);
	CHECK_OK(db_tx(w.p.app.db, require_change, &t));
	t.organisation = w.town;
	CHECK_ERR(db_tx(w.p.app.db, require_change, &t), ERR_FORBIDDEN);
	t.organisation = (struct row_id){0};
	CHECK_ERR(db_tx(w.p.app.db, require_change, &t), ERR_FORBIDDEN);
	t.organisation = w.school;
	t.now += USEC_HOUR;
	CHECK_ERR(db_tx(w.p.app.db, require_change, &t), ERR_FORBIDDEN);
	t.actor = (struct actor){0};
	CHECK_ERR(db_tx(w.p.app.db, require_change, &t), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

TEST(membership_role_table)
{
	for (enum role role = ROLE_NONE + 1; role < ROLES; role++) {
		CHECK(role_parse(str_of(role_about(role)->id)) == role);
		CHECK(role_about(role)->label);
	}
	CHECK(role_parse(STR("")) == ROLE_NONE && role_parse(STR("Mentor")) == ROLE_NONE);
}
