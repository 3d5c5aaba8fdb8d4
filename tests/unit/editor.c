#include "unit/editor.h"

#include "codec/input.h"
#include "unit/unit.h"

struct actor place_editor(struct place *p, const struct actor *by, const struct project_at *at,
	const char *name, enum editor_role role, const char *country)
{
	struct str mail = str_lower(p->arena, str_fmt(p->arena, "%s@partner.example", name));
	struct actor who = place_person(p, name, str_z(p->arena, mail));
	struct editor_new in = {
		.name = str_of(name),
		.mail = mail,
		.language = STR("nl"),
		.terms = {role, str_of(country), zone_day(clock_now(p->app.clock)) + 365},
	};
	struct editor_held held;
	CHECK_OK(editor_invite(&p->app, p->arena, by, at, &in));
	struct place_letter letter = place_mail(p);
	CHECK_OK(editor_accept(&p->app, p->arena, &who, place_long_code(&letter), &held));
	CHECK(public_id_eq(held.project, at->project));
	return who;
}

struct participant editor_participant(const char *given_name)
{
	struct participant in = place_participant(given_name, "Tamm", "FI", "secret@post.example");
	in.place = STR("Tampere");
	in.born = 14000;
	return in;
}

struct participant_page editor_people(struct editor_world *w, const struct actor *who)
{
	return place_people(&w->p, who, &w->at);
}

struct public_id editor_enter(struct editor_world *w, const struct actor *by, const char *given)
{
	struct participant in = editor_participant(given);
	CHECK_OK(participant_put(&w->p.app, w->p.arena, by, &w->at, NULL, &in));
	struct participant_page page = editor_people(w, by);
	for (size_t i = 0; i < page.len; i++)
		if (str_is(page.at[i].given_name, given))
			return page.at[i].public;
	CHECK(false);
	return (struct public_id){{0}};
}

bool editor_world_open(struct editor_world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->otto = place_person(p, "Otto", "otto@town.example");
	w->petra = place_editor(p, &w->mila, &w->at, "Petra", EDITOR_WHOLE, "BE");
	w->olli = place_editor(p, &w->mila, &w->at, "Olli", EDITOR_OWN, "FI");
	w->giorgi = place_editor(p, &w->mila, &w->at, "Giorgi", EDITOR_OWN, "GE");
	w->mees = editor_enter(w, &w->mila, "Mees");
	w->olavi = editor_enter(w, &w->olli, "Olavi");
	return true;
}

struct editor_list editor_all(struct editor_world *w)
{
	struct editor_list all = {0};
	CHECK_OK(editor_list(&w->p.app, w->p.arena, &w->mila, &w->at, &all));
	return all;
}

struct editor editor_called(struct editor_world *w, const char *name)
{
	struct editor_list all = editor_all(w);
	for (size_t i = 0; i < all.len; i++)
		if (str_is(all.at[i].name, name))
			return all.at[i];
	CHECK(false);
	return (struct editor){0};
}
